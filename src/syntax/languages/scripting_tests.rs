//! The tables of scripting languages and of documents.

use super::listing::check;

const PYTHON: &str = r#""""Doc."""
from __future__ import annotations
import os, sys
from typing import (
    List,
)

try:
    import json
except ImportError:
    json = None

__all__ = ["Session", "load"]

# How often.
LIMIT: int = 3
_cache = {}
a, b = 1, 2

if TYPE_CHECKING:
    from x import y
    def conditional(): pass

# A session.
@dataclass
@other(1)
class Session(base.Base, Generic[T], metaclass=Meta):
    # First field.
    name: str = "x"
    size = 3
    bare: int

    # Makes one.
    def __init__(self, token, *args, **kw):
        self.token = token
        x = 1
        def inner():
            pass

    # The token.
    @property
    def token(self) -> Token:
        return self._token

    @token.setter
    def token(self, value): self._token = value

    class Meta:
        # Ordered.
        ordering = ["x"]

    def _private(self): pass

    %% broken

    def after(self): pass

# Refreshes.
async def refresh(token: str, *, force=False) -> Optional[str]:
    pass

type Alias = int
class Empty: pass
# trailing
"#;

const RUBY: &str = r#"require 'json'
require_relative "helper"

# The whole.
module Billing
  # How often.
  LIMIT = 3

  class Error < StandardError; end

  # An invoice.
  # It is paid.
  class Invoice < Base::Record
    # Leading of the first.
    include Comparable

    attr_accessor :total, :due
    STATES = %w[open paid].freeze

    # Builds one.
    def self.build(lines, at: nil)
      total = 1
      def inner; end
      new(lines)
    end

    class << self
      def find(id) = id
    end

    private

    # Is it?
    def paid?
      @paid
    end

    private def total=(value)
      @total = value
    end

    define_method(:late) { |day| day > due }
  end

  class Receipt
    # The first.
    def print(io, *rest, **options, &block)
    end
    def broken(a)
      x = ) + 3
    end

    def <=>(other)
    end
  end

  Point = Struct.new(:x, :y) do
    def sum = x + y
  end
end

class Billing::Invoice::Line
  def sum; end
end

describe Billing do
  let(:x) { 1 }
  def helper(a)
  end
end
"#;

const PHP: &str = r"<html>
<?php
namespace App\Billing;

use App\Models\{Customer, Order as Purchase};
use function strlen;
require_once __DIR__ . '/helper.php';

define('LIMIT', 3);
const RATE = 0.19;
$debug = true;

/**
 * Can be paid.
 */
interface Payable extends Countable, \JsonSerializable
{
    const MAX = 1;
    public function pay(int $amount): bool;
}

trait Logs
{
    protected function log(string $line): void {}
}

#[Entity]
/** An invoice. */
#[Table('invoices')]
final class Invoice extends Model\Base implements Payable, Countable
{
    use Logs;

    /** The most. */
    public const LIMIT = 10, LOW = 1;
    private ?string $name = null;
    protected static $all = [];
    public int $a, $b = 2;

    public function __construct(private Customer $customer, $x = 3)
    {
        function local() {}
        $this->x = $x;
    }

    // Pays.
    #[Pure]
    public function pay(int $amount): bool
    {
        return true;
    }

    abstract protected function &refs(array &$list, ...$more);

    private function broken($a { $$ = ; }

    static function last() {}
}

enum Status: string implements HasLabel
{
    // Open.
    case Open = 'open';
    case Paid = 'paid';
    public function label(): string { return 'x'; }
}

/** Helps. */
function helper(?array $x = null, callable $then = null): ?string
{
    return null;
}

$double = function (int $x): int { return $x * 2; };

return new class extends Migration {
    public function up(): void {}
};
";

const BASH: &str = r#"#!/usr/bin/env bash
# Deploys.

set -euo pipefail
source ./lib.sh
. "$HOME/.env"

# Where to.
readonly TARGET="/srv" MODE=fast
export PATH="$PATH:/opt"
LIMIT=3
declare -a LIST=(a b)

# Deploys all.
# At once.
deploy_all() {
  local name=$1
  inner() { :; }
  for host in $HOSTS; do
    echo "$host"
  done
}

function roll_back {
  echo x
}

function clean-up() (
  rm -rf x
)

if [[ -z "$X" ]]; then
  fallback() { echo; }
else
  other() { echo; }
fi

broken() {
  echo ) x
}

main() { deploy_all "$@"; }
main "$@"
"#;

const MARKDOWN: &str = r"---
title: x
---

Before all.

# Title

Text.

## Install ##

```sh
# not a heading
```

### From *source* `code`

- a
  # in a list

Usage
-----

Text of usage.

A Second Title
over two lines
==============

#### Deep

## 

####### seven
";

#[test]
fn python() {
    let expected = r"
json public 11..11
__all__ public 13..13
LIMIT -> int public 15..16
_cache private 17..17
def conditional public 22..22
class Session : Base, Generic public 24..56
  name -> str public 28..29
  size public 30..30
  bare -> int public 31..31
  def __init__ (self, token, *args, **kw) public 33..38
  def token (self) -> Token public 40..43
  def token (self, value) public 45..46
  class Meta public 48..50
    ordering public 49..50
  def _private (self) private 52..52
  def after (self) public 56..56
def refresh (token: str, *, force=False) -> Optional[str] public 58..60
type Alias public 62..62
class Empty public 63..63
from __future__ import annotations 2
import os, sys 3
from typing import (List,) 4
import json 9
from x import y 21
damaged 54..54
";
    check("a.py", PYTHON, expected);
}

#[test]
fn ruby() {
    let expected = r#"
module Billing public 4..60
  LIMIT public 6..7
  class Error public 9..9
  class Invoice public 11..43
    total public 17..17
    due public 17..17
    STATES public 18..18
    def self.build (lines, at: nil) public 20..25
    def find (id) public 28..28
    def paid? private 33..36
    def total= (value) private 38..40
    def late (day) private 42..42
  class Receipt public 45..55
    def print (io, *rest, **options, &block) public 46..48
    def broken (a) public 49..51
    def <=> (other) public 53..54
  Point public 57..59
    def sum public 58..58
class Invoice::Line public 62..64
  def sum public 63..63
def helper (a) public 68..69
require 'json' 1
require_relative "helper" 2
include Comparable 15
"#;
    check("a.rb", RUBY, expected);
}

#[test]
fn php() {
    let expected = r"
namespace App\Billing public 3..3
LIMIT public 9..9
RATE public 10..10
$debug public 11..11
interface Payable : Countable, JsonSerializable public 13..20
  MAX public 18..18
  pay() (int $amount) -> bool public 19..19
trait Logs public 22..25
  log() (string $line) -> void protected 24..24
class Invoice : Base, Payable, Countable public 27..58
  LIMIT public 34..35
  LOW public 34..35
  $name -> ?string private 36..36
  $all protected 37..37
  $a -> int public 38..38
  $b -> int public 38..38
  __construct() (private Customer $customer, $x = 3) public 40..44
  pay() (int $amount) -> bool public 46..51
  refs() (array &$list, ...$more) protected 53..53
  broken() ($a) private 55..55
  last() public 57..57
enum Status : HasLabel public 60..66
  Open public 62..63
  Paid public 64..64
  label() -> string public 65..65
helper() (?array $x = null, callable $then = null) -> ?string public 68..72
$double() (int $x) -> int public 74..74
up() -> void public 77..77
use App\Models\{Customer, Order as Purchase}; 5
use function strlen; 6
require_once __DIR__ . '/helper.php' 7
use Logs; 32
";
    check("a.php", PHP, expected);
}

#[test]
fn bash() {
    let expected = r#"
TARGET 8..9
MODE 8..9
PATH 10..10
LIMIT 11..11
LIST 12..12
deploy_all() 14..22
roll_back() 24..26
clean-up() 28..30
fallback() 33..33
other() 35..35
broken() 38..40
main() 42..42
source ./lib.sh 5
. "$HOME/.env" 6
"#;
    check("a.sh", BASH, expected);
}

#[test]
fn markdown() {
    let expected = r"
# Title 7..26
  ## Install 11..21
    ### From *source* `code` 17..21
  ## Usage 22..26
# A Second Title over two lines 27..35
  #### Deep 31..35
";
    check("a.md", MARKDOWN, expected);
}
