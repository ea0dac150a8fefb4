package studio.athanor.data.check;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Says whether a text is a Java 25 source file, compact ones included, with the parser of the runtime's own compiler. What
 * names mean is not looked at. For any thread.
 */
final class JavaSyntax {

    private static final List<String> OPTIONS = List.of("-proc:none", "-source", "25");

    private final JavaCompiler compiler;

    JavaSyntax() throws UnusableCheck {
        JavaCompiler found = ToolProvider.getSystemJavaCompiler();
        if (found == null) {
            throw new UnusableCheck("This Java runtime has no compiler that could say whether a text is Java."
                    + " Start the studio with a JDK.");
        }
        compiler = found;
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String content;

        Text(String content) {
            super(URI.create("string:///Text.java"), Kind.SOURCE);
            this.content = content;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return content;
        }
    }

    Optional<String> mistake(String text) {
        if (Nesting.tooDeep(text)) {
            return Optional.of(Nesting.MISTAKE);
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (JavaFileManager files = compiler.getStandardFileManager(found, Locale.ENGLISH, null)) {
            JavaCompiler.CompilationTask task =
                    compiler.getTask(Writer.nullWriter(), files, found, OPTIONS, null, List.of(new Text(text)));
            var _ = ((JavacTask) task).parse();
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot be read", e);
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof StackOverflowError overflow) {
                throw overflow;
            }
            throw e;
        }
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .findFirst()
                .map(JavaSyntax::sentence);
    }

    private static String sentence(Diagnostic<?> diagnostic) {
        String message =
                diagnostic.getMessage(Locale.ENGLISH).lines().findFirst().orElse("");
        return "line " + diagnostic.getLineNumber() + ": " + message;
    }
}
