//! The tables of JavaScript and TypeScript.

use super::listing::check;

const JAVASCRIPT: &str = r#"'use strict';
// License.

import a, { b } from './a';
import * as c from "c";
const fs = require('fs');
var LIMIT = 3, low = 1;

// Exported.
export function load(id, ...rest) {
  var local = 1;
  function inner() {}
}

/** Default. */
export default class Store extends mixin(Base, Other) {
  // A field.
  count = 0;
  static #secret = 1;
  handle = (event) => { };
  constructor(a) { super(); }
  /** Gets. */
  @bound
  async *items() {}
  get size() { return 1; }
  static of() {}
  'quoted name'() {}
}

// Arrow.
export const fetchAll = async (url) => { const x = 1; };
let one = x => x;

// IIFE.
(function ($, window) {
  // Inside.
  function Widget(options) { this.x = 1; this.run = function () {}; }
  var shared = 2;
  // Draws.
  Widget.prototype.draw = function (ctx) {};
  Widget.VERSION = '1';
  $(function () { var deep = 1; function deeper() {} });
}(jQuery, window));

(function () { function viaCall() {} }).call(this);

define(['a'], function (a) {
  var amd = 1;
  function inAmd() {}
  return { api: function () {}, short() {} };
});

module.exports = {
  // One.
  a: function (x) {},
  b() {},
  c: () => 1,
  'click .item': function (e) {},
  d: 3,
};
exports.e = function () {};
}} broken;


Chart.Arc = Chart.Element.extend({
  // In?
  inRange: function (x, y) {},
});
Foo.prototype = { one: function () {} };
module.exports = class Named extends Thing { act() {} };
const Anonymous = class extends Other { act() {} };
export default function () {}
fetch(url).then(function (x) { return x; });
"#;

const TYPESCRIPT: &str = r"import { A } from 'a';
/** Doc. */
@Component({ x: 1 })
export class Foo<T> extends Bar<T> implements Baz, ns.Qux {
  // F.
  private readonly a: string = 'x';
  @Input() name: string;
  constructor(private readonly b: B) { super(); }
  // M.
  @HostListener('x')
  protected run(x?: number): Promise<void> {}
  abstract foo(): void;
  handler = (e: Event): void => {};
}
/** I. */
export interface I extends J, K<L> { a: string; b?(x: number): void; readonly c: D; new (x: number): I }
export type T1 = A | B;
export enum E { A, B = 2 }
export const enum F { X }
export namespace N { export function f(x: number): string { return ''; } const v = 1; }
declare module 'foo' { export function g(): void; }
export abstract class Abs { abstract x(): void; protected abstract y: string }
// Doc f.
export function over(a: string): void;
export function over(a: any): void {}
export const typed = async (x: number): Promise<string> => '';
export const V: string = 'x';
";

#[test]
fn javascript() {
    let expected = r#"
fs 6..6
LIMIT 7..7
low 7..7
load() (id, ...rest) 9..13
  inner() 12..12
class Store : mixin 15..28
  count 17..18
  #secret 19..19
  handle() (event) 20..20
  constructor() (a) 21..21
  items() 22..24
  size() 25..25
  of() 26..26
  quoted name() 27..27
fetchAll() (url) 30..31
one() (x) 32..32
Widget() (options) 36..37
  this.run() 37..37
shared 38..38
Widget.draw() (ctx) 39..40
Widget.VERSION 41..41
deeper() 42..42
viaCall() 45..45
amd 48..48
inAmd() 49..49
api() 50..50
short() 50..50
module.exports 53..60
  a() (x) 54..55
  b() 56..56
  c() 57..57
  click .item() (e) 58..58
exports.e() 61..61
Chart.Arc 65..68
  inRange() (x, y) 66..67
Foo.prototype 69..69
  one() 69..69
class Named : Thing 70..70
  act() 70..70
class Anonymous : Other 71..71
  act() 71..71
default() 72..72
import a, { b } from './a'; 4
import * as c from "c"; 5
require('fs') 6
damaged 62..62
"#;
    check("a.js", JAVASCRIPT, expected);
}

#[test]
fn typescript() {
    let expected = r"
class Foo : Bar, Baz, Qux public 2..14
  a -> string private 5..6
  name -> string public 7..7
  constructor() (private readonly b: B) public 8..8
  run() (x?: number) -> Promise<void> protected 9..11
  foo() -> void public 12..12
  handler() (e: Event) -> void public 13..13
interface I : J, K public 15..16
  a -> string public 16..16
  b() (x: number) -> void public 16..16
  c -> D public 16..16
type T1 public 17..17
enum E public 18..18
  A public 18..18
  B public 18..18
enum F public 19..19
  X public 19..19
namespace N public 20..20
  f() (x: number) -> string public 20..20
  v public 20..20
module foo public 21..21
  g() -> void public 21..21
class Abs public 22..22
  x() -> void public 22..22
  y -> string protected 22..22
over() (a: string) -> void public 23..24
over() (a: any) -> void public 25..25
typed() (x: number) -> Promise<string> public 26..26
V -> string public 27..27
import { A } from 'a'; 1
";
    check("b.ts", TYPESCRIPT, expected);
}
