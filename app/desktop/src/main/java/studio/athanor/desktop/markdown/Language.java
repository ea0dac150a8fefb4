package studio.athanor.desktop.markdown;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the highlighter has to know about a language.
 *
 * @param keywords words of the language
 * @param types words that are types
 * @param lineComments what starts a comment that ends with the line
 * @param enclosures comments and strings with a start and an end
 * @param ignoreCase whether keywords are written in any case
 * @param keys whether a name or string before a colon is a key
 * @param variables characters that start a variable, such as a shell's dollar sign
 * @param annotations characters that start an annotation or directive
 * @param dashInNames whether names contain dashes
 */
record Language(
        Set<String> keywords,
        Set<String> types,
        List<String> lineComments,
        List<Enclosure> enclosures,
        boolean ignoreCase,
        boolean keys,
        String variables,
        String annotations,
        boolean dashInNames) {

    /**
     * Something with a start and an end.
     *
     * @param open how it starts
     * @param close how it ends
     * @param kind what it is
     * @param lines whether it may go over several lines
     * @param escapes whether a backslash takes away the next character's meaning
     */
    record Enclosure(String open, String close, TokenKind kind, boolean lines, boolean escapes) {}

    private static final Enclosure BLOCK_COMMENT = new Enclosure("/*", "*/", TokenKind.COMMENT, true, false);
    private static final Enclosure QUOTED = new Enclosure("\"", "\"", TokenKind.STRING, false, true);
    private static final Enclosure APOSTROPHE = new Enclosure("'", "'", TokenKind.STRING, false, true);
    private static final Enclosure TEXT_BLOCK = new Enclosure("\"\"\"", "\"\"\"", TokenKind.STRING, true, true);
    private static final Enclosure LONG_APOSTROPHE = new Enclosure("'''", "'''", TokenKind.STRING, true, true);
    private static final Enclosure BACKTICK = new Enclosure("`", "`", TokenKind.STRING, true, true);
    private static final Enclosure RAW_BACKTICK = new Enclosure("`", "`", TokenKind.STRING, true, false);

    private static final Map<String, Language> BY_NAME = all();

    private static Map<String, Language> all() {
        Map<String, Language> all = new TreeMap<>();
        Language java = cLike(
                "abstract assert break case catch class const continue default do else enum exports extends final finally"
                        + " for goto if implements import instanceof interface module native new non-sealed null open"
                        + " opens package permits private protected provides public record requires return sealed static"
                        + " strictfp super switch synchronized this throw throws to transient transitive true false try"
                        + " uses var volatile when while with yield fun val object companion data override suspend is in"
                        + " internal lateinit def trait lazy implicit",
                "boolean byte char double float int long short void",
                List.of(TEXT_BLOCK, QUOTED, APOSTROPHE, BLOCK_COMMENT),
                "@");
        name(all, java, "java", "kotlin", "kt", "scala", "groovy", "gradle");
        Language javascript = cLike(
                "as async await break case catch class const continue debugger default delete do else enum export extends"
                        + " false finally for from function get if implements import in instanceof interface keyof let"
                        + " namespace new null of private protected public readonly return satisfies set static super"
                        + " switch this throw true try type typeof undefined var void while with yield abstract declare",
                "any bigint boolean never number object string symbol unknown",
                List.of(QUOTED, APOSTROPHE, BACKTICK, BLOCK_COMMENT),
                "@");
        name(all, javascript, "javascript", "js", "jsx", "mjs", "typescript", "ts", "tsx");
        Language c = cLike(
                "alignas alignof and asm auto break case catch class co_await co_return co_yield concept const consteval"
                        + " constexpr const_cast continue decltype default delete do dynamic_cast else enum explicit"
                        + " export extern false final for friend goto if inline mutable namespace new noexcept not"
                        + " nullptr NULL operator or override private protected public register reinterpret_cast"
                        + " requires return sizeof static static_assert static_cast struct switch template this throw"
                        + " true try typedef typeid typename union using virtual volatile while restrict"
                        + " abstract as async await base checked event fixed foreach in interface internal is lock"
                        + " null out params partial readonly record ref sealed unsafe var where yield",
                "bool char double float int long short signed unsigned void wchar_t size_t string object decimal"
                        + " int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t",
                List.of(QUOTED, APOSTROPHE, BLOCK_COMMENT),
                "#");
        name(all, c, "c", "cpp", "c++", "cc", "h", "hpp", "objc", "cs", "csharp", "c#", "cuda", "glsl");
        name(
                all,
                cLike(
                        "break case chan const continue default defer else fallthrough false for func go goto if import"
                                + " interface iota map nil package range return select struct switch true type var",
                        "any bool byte complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string"
                                + " uint uint8 uint16 uint32 uint64 uintptr",
                        List.of(QUOTED, APOSTROPHE, RAW_BACKTICK, BLOCK_COMMENT),
                        ""),
                "go",
                "golang");
        name(
                all,
                cLike(
                        "as async await break const continue crate dyn else enum extern false fn for if impl in let loop"
                                + " match mod move mut pub ref return self Self static struct super trait true type"
                                + " unsafe use where while guard func init protocol extension nil",
                        "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize",
                        List.of(new Enclosure("\"", "\"", TokenKind.STRING, true, true), BLOCK_COMMENT),
                        "#"),
                "rust",
                "rs",
                "swift");
        name(
                all,
                new Language(
                        words(
                                "and as assert async await break case class continue def del elif else except False finally"
                                        + " for from global if import in is lambda match None nonlocal not or pass raise return"
                                        + " True try while with yield self begin do end module nil puts require then unless"
                                        + " until when"),
                        words("bool bytes dict float frozenset int list object set str tuple"),
                        List.of("#"),
                        List.of(TEXT_BLOCK, LONG_APOSTROPHE, QUOTED, APOSTROPHE),
                        false,
                        false,
                        "",
                        "@",
                        false),
                "python",
                "py",
                "python3",
                "ruby",
                "rb");
        name(
                all,
                new Language(
                        words("true false null"),
                        Set.of(),
                        List.of("//"),
                        List.of(QUOTED, BLOCK_COMMENT),
                        false,
                        true,
                        "",
                        "",
                        false),
                "json",
                "jsonc",
                "json5",
                "jsonl");
        name(
                all,
                new Language(
                        words(
                                "if then else elif fi for while until do done case esac in function select time return exit"
                                        + " local export readonly declare unset shift break continue set source alias trap"),
                        words(
                                "echo cd ls cat grep sed awk find mkdir rm cp mv chmod chown curl wget git sudo apt docker"
                                        + " npm pip python java mvn make tar printf read test"),
                        List.of("#"),
                        List.of(
                                new Enclosure("\"", "\"", TokenKind.STRING, true, true),
                                new Enclosure("'", "'", TokenKind.STRING, true, false)),
                        false,
                        false,
                        "$",
                        "",
                        true),
                "bash",
                "sh",
                "shell",
                "zsh",
                "console",
                "dockerfile",
                "makefile");
        name(
                all,
                new Language(
                        words("add all alter and any as asc begin between by case cast check column commit constraint"
                                + " create cross database default delete desc distinct drop else end except exists"
                                + " foreign from full group having if in index inner insert intersect into is join key"
                                + " left like limit not null offset on or order outer over partition primary references"
                                + " returning right rollback row rows select set table then to transaction trigger"
                                + " truncate union unique update using values view when where window with recursive"
                                + " true false"),
                        words("bigint blob boolean char date decimal double float int integer json jsonb numeric real"
                                + " serial smallint text time timestamp uuid varchar"),
                        List.of("--"),
                        List.of(APOSTROPHE, QUOTED, BLOCK_COMMENT),
                        true,
                        false,
                        "",
                        "",
                        false),
                "sql",
                "sqlite",
                "postgresql",
                "mysql");
        name(
                all,
                new Language(
                        words("important inherit initial unset none auto"),
                        Set.of(),
                        List.of("//"),
                        List.of(QUOTED, APOSTROPHE, BLOCK_COMMENT),
                        false,
                        true,
                        "$#",
                        "@",
                        true),
                "css",
                "scss",
                "less");
        name(
                all,
                new Language(
                        words("true false null yes no on off"),
                        Set.of(),
                        List.of("#"),
                        List.of(QUOTED, new Enclosure("'", "'", TokenKind.STRING, false, false)),
                        false,
                        true,
                        "&*",
                        "!",
                        true),
                "yaml",
                "yml");
        name(
                all,
                new Language(
                        words("true false"),
                        Set.of(),
                        List.of("#", ";"),
                        List.of(TEXT_BLOCK, QUOTED, APOSTROPHE),
                        false,
                        false,
                        "",
                        "",
                        true),
                "toml",
                "ini",
                "properties");
        return all;
    }

    static Optional<Language> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    boolean isKeyword(String word) {
        return keywords.contains(ignoreCase ? word.toLowerCase(Locale.ROOT) : word);
    }

    boolean isType(String word) {
        return types.contains(ignoreCase ? word.toLowerCase(Locale.ROOT) : word);
    }

    private static Language cLike(String keywords, String types, List<Enclosure> enclosures, String annotations) {
        return new Language(
                words(keywords), words(types), List.of("//"), enclosures, false, false, "", annotations, false);
    }

    private static Set<String> words(String text) {
        return Set.copyOf(List.of(text.split(" ")));
    }

    private static void name(Map<String, Language> all, Language language, String... names) {
        for (String name : names) {
            all.put(name, language);
        }
    }
}
