package studio.athanor.data.check;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.Problem;
import com.github.javaparser.ast.CompilationUnit;
import java.util.Optional;

/** Says whether a text is a Java 25 source file, compact ones included. What names mean is not looked at. */
final class JavaSyntax {

    private JavaSyntax() {}

    static Optional<String> mistake(String text) {
        if (Nesting.tooDeep(text)) {
            return Optional.of("its brackets nest more than " + Nesting.DEEPEST + " deep");
        }
        ParserConfiguration configuration = new ParserConfiguration()
                .setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_25)
                .setAttributeComments(false)
                .setStoreTokens(false);
        ParseResult<CompilationUnit> result = new JavaParser(configuration).parse(text);
        if (result.isSuccessful()) {
            return Optional.empty();
        }
        return Optional.of(result.getProblems().stream()
                .findFirst()
                .map(JavaSyntax::sentence)
                .orElse("nothing can be read"));
    }

    private static String sentence(Problem problem) {
        String message = problem.getMessage().lines().findFirst().orElse("");
        int expected = message.indexOf(", expected");
        String found = expected < 0 ? message : message.substring(0, expected);
        return problem.getLocation()
                        .flatMap(place -> place.getBegin().getRange())
                        .map(range -> "line " + range.begin.line + ": ")
                        .orElse("")
                + (found.endsWith(".") ? found.substring(0, found.length() - 1) : found);
    }
}
