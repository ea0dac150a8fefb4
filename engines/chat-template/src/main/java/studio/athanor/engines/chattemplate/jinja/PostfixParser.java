package studio.athanor.engines.chattemplate.jinja;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses literals, names, subscripts and calls. */
final class PostfixParser {

    private final TokenStream tokens;
    private final ExpressionParser expressions;

    PostfixParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    Expression primary() {
        Token token = tokens.current();
        switch (token.type()) {
            case NAME -> {
                tokens.next();
                return switch (token.text()) {
                    case "true", "True" -> new Expression.Constant(token.line(), BoolValue.TRUE);
                    case "false", "False" -> new Expression.Constant(token.line(), BoolValue.FALSE);
                    case "none", "None" -> new Expression.Constant(token.line(), NoneValue.NONE);
                    default -> new Expression.Name(token.line(), token.text());
                };
            }
            case STRING -> {
                StringBuilder text = new StringBuilder();
                while (tokens.at(Token.Type.STRING)) {
                    text.append(tokens.next().text());
                }
                return new Expression.Constant(token.line(), new TextValue(text.toString()));
            }
            case INTEGER, FLOAT -> {
                tokens.next();
                Value number = token.number();
                return new Expression.Constant(token.line(), number == null ? NoneValue.NONE : number);
            }
            case OPERATOR -> {
                switch (token.text()) {
                    case "(" -> {
                        tokens.next();
                        Expression inner = expressions.parseTuple(true, null, true);
                        tokens.expectOperator(")");
                        return inner;
                    }
                    case "[" -> {
                        return list();
                    }
                    case "{" -> {
                        return dict();
                    }
                    default -> {}
                }
            }
            default -> {}
        }
        throw new SyntaxFault("unexpected " + token.description(), token.line());
    }

    private Expression list() {
        int line = tokens.next().line();
        List<Expression> items = new ArrayList<>();
        while (!tokens.atOperator("]")) {
            if (!items.isEmpty()) {
                tokens.expectOperator(",");
                if (tokens.atOperator("]")) {
                    break;
                }
            }
            items.add(expressions.parse());
        }
        tokens.expectOperator("]");
        return new Expression.ListLiteral(line, items);
    }

    private Expression dict() {
        int line = tokens.next().line();
        List<Expression.Pair> pairs = new ArrayList<>();
        while (!tokens.atOperator("}")) {
            if (!pairs.isEmpty()) {
                tokens.expectOperator(",");
                if (tokens.atOperator("}")) {
                    break;
                }
            }
            Expression key = expressions.parse();
            tokens.expectOperator(":");
            pairs.add(new Expression.Pair(key, expressions.parse()));
        }
        tokens.expectOperator("}");
        return new Expression.DictLiteral(line, pairs);
    }

    /** Parses attributes, items, slices and calls that follow. */
    Expression subscripts(Expression start) {
        Expression expression = start;
        for (int links = 1; ; links++) {
            expressions.link(links);
            if (tokens.atOperator(".")) {
                expression = attribute(expression);
            } else if (tokens.atOperator("[")) {
                expression = item(expression);
            } else if (tokens.atOperator("(")) {
                expression = call(expression);
            } else {
                return expression;
            }
        }
    }

    private Expression attribute(Expression owner) {
        int line = tokens.next().line();
        Token token = tokens.next();
        if (token.type() == Token.Type.NAME) {
            return new Expression.Attribute(line, owner, token.text());
        }
        Value number = token.number();
        if (token.type() != Token.Type.INTEGER || number == null) {
            throw new SyntaxFault("expected name or number, got " + token.description(), token.line());
        }
        return new Expression.Item(line, owner, new Expression.Constant(line, number));
    }

    private Expression item(Expression owner) {
        int line = tokens.next().line();
        if (tokens.atOperator(":")) {
            return slice(line, owner, null);
        }
        if (tokens.atOperator("]")) {
            tokens.next();
            return new Expression.Item(line, owner, new Expression.TupleLiteral(line, List.of()));
        }
        Expression key = expressions.parse();
        if (tokens.atOperator(":")) {
            return slice(line, owner, key);
        }
        if (tokens.atOperator(",")) {
            List<Expression> keys = new ArrayList<>(List.of(key));
            while (tokens.skipOperator(",")) {
                keys.add(expressions.parse());
            }
            key = new Expression.TupleLiteral(line, keys);
        }
        tokens.expectOperator("]");
        return new Expression.Item(line, owner, key);
    }

    private Expression slice(int line, Expression owner, @Nullable Expression start) {
        tokens.expectOperator(":");
        Expression stop = atSliceEnd() || tokens.atOperator(":") ? null : expressions.parse();
        Expression step = null;
        if (tokens.skipOperator(":") && !atSliceEnd()) {
            step = expressions.parse();
        }
        tokens.expectOperator("]");
        return new Expression.Slice(line, owner, start, stop, step);
    }

    private boolean atSliceEnd() {
        return tokens.atOperator("]");
    }

    Expression.Call call(Expression callee) {
        int line = tokens.current().line();
        return new Expression.Call(line, callee, arguments());
    }

    Expression.CallArguments optionalArguments() {
        return tokens.atOperator("(") ? arguments() : Expression.CallArguments.NONE;
    }

    Expression.CallArguments arguments() {
        int line = tokens.expectOperator("(").line();
        List<Expression> positional = new ArrayList<>();
        List<Expression.Keyword> named = new ArrayList<>();
        Expression morePositional = null;
        Expression moreNamed = null;
        boolean first = true;
        while (!tokens.atOperator(")")) {
            if (!first) {
                tokens.expectOperator(",");
                if (tokens.atOperator(")")) {
                    break;
                }
            }
            first = false;
            if (tokens.atOperator("*")) {
                ensure(morePositional == null && moreNamed == null, line);
                tokens.next();
                morePositional = expressions.parse();
            } else if (tokens.atOperator("**")) {
                ensure(moreNamed == null, line);
                tokens.next();
                moreNamed = expressions.parse();
            } else if (tokens.at(Token.Type.NAME) && tokens.following().isOperator("=")) {
                ensure(moreNamed == null, line);
                String name = tokens.next().text();
                tokens.next();
                named.add(new Expression.Keyword(name, expressions.parse()));
            } else {
                ensure(morePositional == null && moreNamed == null && named.isEmpty(), line);
                positional.add(expressions.parse());
            }
        }
        tokens.expectOperator(")");
        return new Expression.CallArguments(positional, named, morePositional, moreNamed);
    }

    private static void ensure(boolean valid, int line) {
        if (!valid) {
            throw new SyntaxFault("invalid syntax for function call expression", line);
        }
    }
}
