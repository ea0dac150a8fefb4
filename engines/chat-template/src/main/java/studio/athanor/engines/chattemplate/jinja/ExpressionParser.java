package studio.athanor.engines.chattemplate.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.athanor.engines.chattemplate.jinja.Expression.Operator;
import studio.athanor.engines.chattemplate.jinja.Expression.Relation;

/** Parses expressions with the precedence of the reference. */
final class ExpressionParser {

    private static final int LONGEST_CHAIN = 300;
    private static final Map<String, Relation> RELATIONS = Map.of(
            "==", Relation.EQUAL,
            "!=", Relation.NOT_EQUAL,
            "<", Relation.LESS,
            "<=", Relation.LESS_OR_EQUAL,
            ">", Relation.GREATER,
            ">=", Relation.GREATER_OR_EQUAL);
    private static final Map<String, Operator> SUMS = Map.of("+", Operator.ADD, "-", Operator.SUBTRACT);
    private static final Map<String, Operator> PRODUCTS =
            Map.of("*", Operator.MULTIPLY, "/", Operator.DIVIDE, "//", Operator.FLOOR_DIVIDE, "%", Operator.REMAINDER);
    private static final Set<String> NOT_A_TEST_ARGUMENT = Set.of("else", "or", "and");

    private final TokenStream tokens;
    private final PostfixParser postfix;

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
        this.postfix = new PostfixParser(tokens, this);
    }

    PostfixParser postfix() {
        return postfix;
    }

    Expression parse() {
        tokens.enter();
        try {
            return conditional();
        } finally {
            tokens.leave();
        }
    }

    /** Parses an expression, or several with commas between them as a tuple. */
    Expression parseTuple(boolean conditionals, @Nullable String endName, boolean parentheses) {
        int line = tokens.current().line();
        List<Expression> items = new ArrayList<>();
        boolean tuple = false;
        while (true) {
            if (!items.isEmpty()) {
                tokens.expectOperator(",");
            }
            if (atTupleEnd(endName)) {
                break;
            }
            items.add(conditionals ? parse() : parseWithoutConditional());
            if (!tokens.atOperator(",")) {
                break;
            }
            tuple = true;
        }
        if (!tuple) {
            if (!items.isEmpty()) {
                return items.getFirst();
            }
            if (!parentheses) {
                throw tokens.unexpected("an expression");
            }
        }
        return new Expression.TupleLiteral(line, items);
    }

    private boolean atTupleEnd(@Nullable String endName) {
        Token token = tokens.current();
        return token.type() == Token.Type.VARIABLE_END
                || token.type() == Token.Type.BLOCK_END
                || token.isOperator(")")
                || (endName != null && token.isName(endName));
    }

    private Expression parseWithoutConditional() {
        tokens.enter();
        try {
            return or();
        } finally {
            tokens.leave();
        }
    }

    private Expression conditional() {
        int line = tokens.current().line();
        Expression then = or();
        int links = 0;
        while (tokens.skipName("if")) {
            link(++links);
            Expression test = or();
            Expression otherwise = tokens.skipName("else") ? parse() : null;
            then = new Expression.Conditional(line, test, then, otherwise);
        }
        return then;
    }

    private Expression or() {
        int line = tokens.current().line();
        Expression left = and();
        int links = 0;
        while (tokens.skipName("or")) {
            link(++links);
            left = new Expression.Or(line, left, and());
        }
        return left;
    }

    private Expression and() {
        int line = tokens.current().line();
        Expression left = not();
        int links = 0;
        while (tokens.skipName("and")) {
            link(++links);
            left = new Expression.And(line, left, not());
        }
        return left;
    }

    private Expression not() {
        if (!tokens.atName("not")) {
            return comparison();
        }
        int line = tokens.next().line();
        tokens.enter();
        try {
            return new Expression.Not(line, not());
        } finally {
            tokens.leave();
        }
    }

    private Expression comparison() {
        int line = tokens.current().line();
        Expression first = sum();
        List<Expression.Operand> operands = new ArrayList<>();
        while (true) {
            Token token = tokens.current();
            Relation relation = token.type() == Token.Type.OPERATOR ? RELATIONS.get(token.text()) : null;
            if (relation != null) {
                tokens.next();
            } else if (tokens.skipName("in")) {
                relation = Relation.IN;
            } else if (tokens.atName("not") && tokens.following().isName("in")) {
                tokens.next();
                tokens.next();
                relation = Relation.NOT_IN;
            } else {
                break;
            }
            operands.add(new Expression.Operand(relation, sum()));
        }
        return operands.isEmpty() ? first : new Expression.Comparison(line, first, operands);
    }

    private Expression sum() {
        int line = tokens.current().line();
        Expression left = concatenation();
        int links = 0;
        for (Operator operator = at(SUMS); operator != null; operator = at(SUMS)) {
            link(++links);
            tokens.next();
            left = new Expression.Arithmetic(line, operator, left, concatenation());
        }
        return left;
    }

    private Expression concatenation() {
        int line = tokens.current().line();
        Expression first = product();
        if (!tokens.atOperator("~")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>();
        parts.add(first);
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return new Expression.Concatenation(line, parts);
    }

    private Expression product() {
        int line = tokens.current().line();
        Expression left = power();
        int links = 0;
        for (Operator operator = at(PRODUCTS); operator != null; operator = at(PRODUCTS)) {
            link(++links);
            tokens.next();
            left = new Expression.Arithmetic(line, operator, left, power());
        }
        return left;
    }

    private Expression power() {
        int line = tokens.current().line();
        Expression left = unary(true);
        int links = 0;
        while (tokens.skipOperator("**")) {
            link(++links);
            left = new Expression.Arithmetic(line, Operator.POWER, left, unary(true));
        }
        return left;
    }

    private @Nullable Operator at(Map<String, Operator> operators) {
        return tokens.at(Token.Type.OPERATOR) ? operators.get(tokens.current().text()) : null;
    }

    private Expression unary(boolean filters) {
        Token token = tokens.current();
        Expression expression;
        if (token.isOperator("-") || token.isOperator("+")) {
            tokens.next();
            tokens.enter();
            try {
                expression = new Expression.Sign(token.line(), token.isOperator("-"), unary(false));
            } finally {
                tokens.leave();
            }
        } else {
            expression = postfix.primary();
        }
        expression = postfix.subscripts(expression);
        return filters ? filters(expression) : expression;
    }

    private Expression filters(Expression input) {
        Expression expression = input;
        for (int links = 1; ; links++) {
            link(links);
            if (tokens.atOperator("|")) {
                tokens.next();
                expression = filter(expression);
            } else if (tokens.atName("is")) {
                expression = test(expression);
            } else if (tokens.atOperator("(")) {
                expression = postfix.call(expression);
            } else {
                return expression;
            }
        }
    }

    /** Parses a filter's name and arguments. */
    Expression.Filter filter(@Nullable Expression input) {
        int line = tokens.current().line();
        String name = dottedName();
        return new Expression.Filter(line, input, name, postfix.optionalArguments());
    }

    private Expression test(Expression input) {
        int line = tokens.next().line();
        boolean negated = tokens.skipName("not");
        String name = dottedName();
        Expression.CallArguments arguments;
        if (tokens.atOperator("(")) {
            arguments = postfix.arguments();
        } else if (atTestArgument()) {
            if (tokens.atName("is")) {
                throw new SyntaxFault("You cannot chain multiple tests with is", line);
            }
            Expression argument = postfix.subscripts(postfix.primary());
            arguments = new Expression.CallArguments(List.of(argument), List.of(), null, null);
        } else {
            arguments = Expression.CallArguments.NONE;
        }
        Expression test = new Expression.Test(line, input, name, arguments);
        return negated ? new Expression.Not(line, test) : test;
    }

    private boolean atTestArgument() {
        Token token = tokens.current();
        return switch (token.type()) {
            case NAME -> !NOT_A_TEST_ARGUMENT.contains(token.text());
            case STRING, INTEGER, FLOAT -> true;
            case OPERATOR -> token.text().equals("[") || token.text().equals("{");
            default -> false;
        };
    }

    private String dottedName() {
        StringBuilder name = new StringBuilder(tokens.expect(Token.Type.NAME).text());
        while (tokens.skipOperator(".")) {
            name.append('.').append(tokens.expect(Token.Type.NAME).text());
        }
        return name.toString();
    }

    /** Keeps chains short enough to be evaluated by recursion. */
    void link(int links) {
        if (links > LONGEST_CHAIN) {
            throw new SyntaxFault(
                    "An expression chains more than " + LONGEST_CHAIN + " operators",
                    tokens.current().line());
        }
    }
}
