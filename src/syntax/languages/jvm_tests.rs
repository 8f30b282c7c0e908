//! The tables of Java and Kotlin.

use super::listing::check;

const JAVA: &str = r#"package com.example;

import java.util.List;
import static java.util.Map.*;

/**
 * A session.
 */
@Deprecated
public abstract class Session<T extends Foo> extends base.Base<T> implements Closeable, Comparable<Session<T>> {
    // How long.
    private static final int LIMIT = 3, LOW = 1;
    protected List<String> names;
    private final Listener listener = new Listener() {
        @Override public void on(Event e) {}
    };

    static {
        load();
    }

    /** Makes one. */
    public Session(Token token, int... rest) {
        super(token);
    }

    // Refreshes.
    // Twice.
    @Override
    public void refresh(final Token token) throws IOException {
        Runnable r = new Runnable() { public void run() {} };
        class Local {}
    }

    private <A> Map<String, List<A>> all(A a);

    int x = foo(1, ;

    protected abstract int size();

    /** Inner. */
    static class Inner { void act() {} }

    enum Color implements Named {
        RED("r") { String code() { return ""; } },
        // Green.
        GREEN;
        private final String code;
        Color(String code) {}
    }

    interface Listener extends A, b.B { int MAX = 1; void on(Event e); default void off() {} }
    @interface Marker { String value() default "x"; }
    record Point(int x, int y) implements Shape { Point { } static int zero() { return 0; } }
    sealed interface Shape permits Point {}
}
"#;

const KOTLIN: &str = r#"package com.example

import java.util.*
import kotlin.math.max as most

/** The most. */
const val LIMIT = 3
private val cache: Map<String, List<Int>> by lazy { emptyMap() }
var String.last: Char?
    get() = null
    set(value) {}

typealias Handler = (Event) -> Unit

/** Sees. */
fun interface Viewer {
    fun view(x: Int): Boolean
}

interface Repo<T> : Closeable, a.b.Other {
    val size: Int
    fun find(id: Long): T?
}

// Extends.
fun String.shout(): String = uppercase()
fun List<String>?.orEmpty(x: Int) {}
fun `has spaces`() {}
operator fun Foo.Bar.plus(o: Foo): Foo.Bar { }

// A session.
@Serializable
internal data class Session(val id: Int, private var name: String = "x") : Base(id, name), Repo<Int> by repo {
    // First.
    private val names = mutableListOf<String>()
    lateinit var token: Token

    init {
        val local = 1
        load()
    }

    constructor(id: Int) : this(id, "x") {
        print(id)
    }

    /** Refreshes. */
    @Throws(IOException::class)
    override suspend fun <T : Any> refresh(token: Token, vararg more: Int, force: Boolean = false): Result<T> where T : Foo {
        fun inner() {}
        val x = object : Runnable {
            override fun run() {}
        }
        return Result(token)
    }

    private fun short() = 3

    fun broken(a: ) { load() }

    companion object {
        const val TAG = "x"
        fun create(): Session = Session(1)
    }

    object Empty : Base(1)
    inner class Inner {
        fun act() {}
    }
    private val clock = object : Clock {
        override fun now() = 1
    }
}

sealed class State {
    object On : State()
}

enum class Color(val code: String) : Named {
    RED("r") {
        override fun code() = 1
    },
    // Green.
    GREEN("g");
    open fun code(): Int = 2
}
"#;

#[test]
fn java() {
    let expected = r"
class Session : Base, Closeable, Comparable public 6..56
  LIMIT -> int private 11..12
  LOW -> int private 11..12
  names -> List<String> protected 13..13
  listener -> Listener private 14..16
    on() (Event e) -> void public 15..15
  static package 18..20
  Session() (Token token, int... rest) public 22..25
  refresh() (final Token token) -> void public 27..33
  all() (A a) -> Map<String, List<A>> private 35..35
  x -> int package 37..37
  size() -> int protected 39..39
  class Inner package 41..42
    act() -> void package 42..42
  enum Color : Named package 44..50
    RED package 45..45
      code() -> String package 45..45
    GREEN package 46..47
    code -> String private 48..48
    Color() (String code) package 49..49
  interface Listener : A, B package 52..52
    MAX -> int package 52..52
    on() (Event e) -> void package 52..52
    off() -> void package 52..52
  interface Marker package 53..53
    value() -> String package 53..53
  record Point (int x, int y) : Shape package 54..54
    Point() package 54..54
    zero() -> int package 54..54
  interface Shape package 55..55
import java.util.List; 3
import static java.util.Map.*; 4
";
    check("a.java", JAVA, expected);
}

#[test]
fn kotlin() {
    let expected = r#"
LIMIT public 6..7
cache -> Map<String, List<Int>> private 8..8
String.last -> Char? public 9..11
typealias Handler -> (Event) -> Unit public 13..13
interface Viewer public 15..18
  fun view (x: Int) -> Boolean public 17..17
interface Repo : Closeable, Other public 20..23
  size -> Int public 21..21
  fun find (id: Long) -> T? public 22..22
fun String.shout -> String public 25..26
fun List.orEmpty (x: Int) public 27..27
fun `has spaces` public 28..28
fun Bar.plus (o: Foo) -> Foo.Bar public 29..29
class Session (val id: Int, private var name: String = "x") : Base, Repo internal 31..73
  names private 34..35
  token -> Token public 36..36
  init public 38..41
  constructor() (id: Int) public 43..45
  fun refresh (token: Token, vararg more: Int, force: Boolean = false) -> Result<T> public 47..55
  fun short private 57..57
  fun broken (a:) public 59..59
  object Companion public 61..64
    TAG public 62..62
    fun create -> Session public 63..63
  object Empty : Base public 66..66
  class Inner public 67..69
    fun act public 68..68
  clock private 70..72
    fun now public 71..71
class State public 75..77
  object On : State public 76..76
enum Color (val code: String) : Named public 79..86
  RED public 80..82
    fun code public 81..81
  GREEN public 83..84
  fun code -> Int public 85..85
import java.util.* 3
import kotlin.math.max as most 4
"#;
    check("a.kt", KOTLIN, expected);
}
