package studio.athanor.engines.chattemplate.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.chattemplate.jinja.Statement.Target;

/** Parses a template's statements. */
final class Parser {

    private static final Set<String> CONSTANTS = Set.of("true", "false", "none", "True", "False", "None");

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private int loops;

    Parser(List<Token> tokens) {
        this.tokens = new TokenStream(tokens);
        this.expressions = new ExpressionParser(this.tokens);
    }

    List<Statement> parse() {
        return statements(Set.of());
    }

    /** Parses up to one of the tags, which is left current, or to the end of the template if there are none. */
    private List<Statement> statements(Set<String> endTags) {
        List<Statement> body = new ArrayList<>();
        while (!tokens.at(Token.Type.END)) {
            Token token = tokens.next();
            switch (token.type()) {
                case DATA -> body.add(new Statement.Data(token.line(), token.text()));
                case VARIABLE_BEGIN -> {
                    body.add(new Statement.Print(token.line(), expressions.parseTuple(true, null, false)));
                    tokens.expect(Token.Type.VARIABLE_END);
                }
                default -> {
                    Token tag = tokens.current();
                    if (tag.type() == Token.Type.NAME && endTags.contains(tag.text())) {
                        return body;
                    }
                    tokens.enter();
                    body.add(statement());
                    tokens.leave();
                    tokens.expect(Token.Type.BLOCK_END);
                }
            }
        }
        if (!endTags.isEmpty()) {
            throw new SyntaxFault(
                    "Unexpected end of template, expected " + String.join(" or ", endTags),
                    tokens.current().line());
        }
        return body;
    }

    /** Parses a block's body from the end of its opening tag. */
    private List<Statement> body(String... endTags) {
        tokens.skipOperator(":");
        tokens.expect(Token.Type.BLOCK_END);
        return statements(Set.of(endTags));
    }

    /** Parses a block's body and the name of its closing tag. */
    private List<Statement> closedBody(String endTag) {
        List<Statement> body = body(endTag);
        tokens.next();
        return body;
    }

    /** Parses a body that no break or continue leaves. */
    private List<Statement> isolatedBody(String endTag) {
        int outer = loops;
        loops = 0;
        List<Statement> body = closedBody(endTag);
        loops = outer;
        return body;
    }

    private Statement statement() {
        Token tag = tokens.expect(Token.Type.NAME);
        int line = tag.line();
        return switch (tag.text()) {
            case "if" -> conditional(line);
            case "for" -> loop(line);
            case "set" -> set(line);
            case "macro" -> {
                String name = tokens.expect(Token.Type.NAME).text();
                List<Statement.Parameter> parameters = parameters();
                yield new Statement.Macro(line, name, parameters, isolatedBody("endmacro"));
            }
            case "call" -> callBlock(line);
            case "filter" -> {
                Expression.Filter filter = filters(expressions.filter(null));
                yield new Statement.FilterBlock(line, filter, closedBody("endfilter"));
            }
            case "with" -> with(line);
            case "block" -> block(line);
            case "generation" -> new Statement.Scoped(line, isolatedBody("endgeneration"));
            case "autoescape" -> {
                Expression on = expressions.parse();
                yield new Statement.Autoescape(line, on, closedBody("endautoescape"));
            }
            case "print" -> print(line);
            case "break" -> {
                insideLoop(tag);
                yield new Statement.Break(line);
            }
            case "continue" -> {
                insideLoop(tag);
                yield new Statement.Continue(line);
            }
            case "include", "import", "from", "extends" -> {
                while (!tokens.at(Token.Type.BLOCK_END) && !tokens.at(Token.Type.END)) {
                    tokens.next();
                }
                yield new Statement.Refused(line, tag.text());
            }
            default -> throw new SyntaxFault("Encountered unknown tag '" + tag.text() + "'", line);
        };
    }

    private Statement print(int line) {
        List<Expression> parts = new ArrayList<>();
        while (!tokens.at(Token.Type.BLOCK_END)) {
            if (!parts.isEmpty()) {
                tokens.expectOperator(",");
            }
            parts.add(expressions.parse());
        }
        return new Statement.Print(line, new Expression.Concatenation(line, parts));
    }

    private void insideLoop(Token tag) {
        if (loops == 0) {
            throw new SyntaxFault("'" + tag.text() + "' outside loop", tag.line());
        }
    }

    private Statement conditional(int line) {
        List<Statement.Branch> branches = new ArrayList<>();
        List<Statement> otherwise = List.of();
        while (true) {
            Expression test = expressions.parseTuple(false, null, false);
            branches.add(new Statement.Branch(test, body("elif", "else", "endif")));
            String tag = tokens.next().text();
            if (tag.equals("else")) {
                otherwise = closedBody("endif");
            }
            if (!tag.equals("elif")) {
                return new Statement.If(line, branches, otherwise);
            }
        }
    }

    private Statement loop(int line) {
        Target target = target("in", false);
        tokens.expectName("in");
        Expression iterable = expressions.parseTuple(false, "recursive", false);
        Expression filter = tokens.skipName("if") ? expressions.parse() : null;
        boolean recursive = tokens.skipName("recursive");
        loops++;
        List<Statement> body = body("endfor", "else");
        loops--;
        List<Statement> otherwise = tokens.next().text().equals("else") ? closedBody("endfor") : List.of();
        return new Statement.For(line, target, iterable, filter, recursive, body, otherwise);
    }

    private Statement set(int line) {
        Target target = target(null, true);
        if (tokens.skipOperator("=")) {
            return new Statement.Set(line, target, expressions.parseTuple(true, null, false));
        }
        Expression.Filter filter = null;
        if (tokens.skipOperator("|")) {
            filter = filters(expressions.filter(null));
        }
        return new Statement.SetBlock(line, target, filter, closedBody("endset"));
    }

    private Expression.Filter filters(Expression.Filter first) {
        Expression.Filter filter = first;
        for (int links = 1; tokens.skipOperator("|"); links++) {
            expressions.link(links);
            filter = expressions.filter(filter);
        }
        return filter;
    }

    private Statement callBlock(int line) {
        List<Statement.Parameter> parameters = tokens.atOperator("(") ? parameters() : List.of();
        if (!(expressions.parse() instanceof Expression.Call call)) {
            throw new SyntaxFault("expected call", line);
        }
        Statement.Macro caller = new Statement.Macro(line, "caller", parameters, isolatedBody("endcall"));
        return new Statement.CallBlock(line, call, caller);
    }

    private Statement with(int line) {
        List<Statement.Set> variables = new ArrayList<>();
        while (!tokens.at(Token.Type.BLOCK_END)) {
            if (!variables.isEmpty()) {
                tokens.expectOperator(",");
            }
            Target target = target(null, false);
            tokens.expectOperator("=");
            variables.add(new Statement.Set(line, target, expressions.parse()));
        }
        return new Statement.With(line, variables, closedBody("endwith"));
    }

    private Statement block(int line) {
        String name = tokens.expect(Token.Type.NAME).text();
        boolean scoped = tokens.skipName("scoped");
        tokens.skipName("required");
        List<Statement> body = isolatedBody("endblock");
        tokens.skipName(name);
        return new Statement.Block(line, scoped, body);
    }

    private List<Statement.Parameter> parameters() {
        List<Statement.Parameter> parameters = new ArrayList<>();
        boolean defaults = false;
        tokens.expectOperator("(");
        while (!tokens.atOperator(")")) {
            if (!parameters.isEmpty()) {
                tokens.expectOperator(",");
            }
            Token name = tokens.expect(Token.Type.NAME);
            Expression absent = tokens.skipOperator("=") ? expressions.parse() : null;
            if (absent == null && defaults) {
                throw new SyntaxFault("non-default argument follows default argument", name.line());
            }
            defaults = absent != null;
            parameters.add(new Statement.Parameter(name.text(), absent));
        }
        tokens.expectOperator(")");
        return parameters;
    }

    /** Parses where values are stored: a name, an attribute of a namespace, or several with commas. */
    private Target target(@Nullable String endName, boolean namespaces) {
        List<Target> targets = new ArrayList<>();
        boolean several = false;
        tokens.enter();
        while (true) {
            if (atTargetEnd(endName) && !targets.isEmpty()) {
                break;
            }
            targets.add(singleTarget(namespaces));
            if (!tokens.skipOperator(",")) {
                break;
            }
            several = true;
        }
        tokens.leave();
        return several ? new Target.Unpacked(targets) : targets.getFirst();
    }

    private boolean atTargetEnd(@Nullable String endName) {
        Token token = tokens.current();
        return token.type() == Token.Type.BLOCK_END
                || token.isOperator(")")
                || token.isOperator("=")
                || (endName != null && token.isName(endName));
    }

    private Target singleTarget(boolean namespaces) {
        if (tokens.skipOperator("(")) {
            Target inner = target(null, namespaces);
            tokens.expectOperator(")");
            return inner;
        }
        Token name = tokens.expect(Token.Type.NAME);
        if (CONSTANTS.contains(name.text())) {
            throw new SyntaxFault("can't assign to '" + name.text() + "'", name.line());
        }
        if (namespaces && tokens.skipOperator(".")) {
            return new Target.NamespaceAttribute(
                    name.text(), tokens.expect(Token.Type.NAME).text());
        }
        return new Target.Variable(name.text());
    }
}
