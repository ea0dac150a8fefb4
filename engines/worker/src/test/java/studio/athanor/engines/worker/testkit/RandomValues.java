package studio.athanor.engines.worker.testkit;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/** Makes values of any record or sealed interface of records, from a seed. */
public final class RandomValues {

    private static final String[] TEXTS = {
        "",
        "plain",
        "\"quoted\" \\ / \b\f\n\r\t",
        "\u0000\u001f\u007f\u2028\u2029",
        "Grüße, 世界, \uD83D\uDE80",
        "</script>&'=<>",
        "type"
    };

    private final Random random;

    public RandomValues(long seed) {
        random = new Random(seed);
    }

    /** Returns a value of a type. */
    public Object of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isRecord()) {
            return ofRecord(raw);
        }
        if (raw.isSealed()) {
            return of(pick(raw.getPermittedSubclasses()));
        }
        return raw.isEnum() ? pick(raw.getEnumConstants()) : ofSimple(raw);
    }

    private Object ofGeneric(Class<?> raw, Type[] arguments) {
        int size = random.nextInt(3);
        if (raw == Optional.class) {
            return size == 0 ? Optional.empty() : Optional.of(of(arguments[0]));
        }
        if (raw == Map.class) {
            Map<Object, Object> map = new HashMap<>();
            for (int i = 0; i < size; i++) {
                map.put(of(arguments[0]), of(arguments[1]));
            }
            return Map.copyOf(map);
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(of(arguments[0]));
        }
        if (raw == Set.class) {
            return Set.copyOf(new HashSet<>(values));
        }
        if (raw == List.class) {
            return List.copyOf(values);
        }
        throw new IllegalArgumentException("No values of " + raw);
    }

    private Object ofSimple(Class<?> raw) {
        return switch (raw.getName()) {
            case "int", "java.lang.Integer" -> pick(new Integer[] {0, -1, 7, Integer.MAX_VALUE, Integer.MIN_VALUE});
            case "long", "java.lang.Long" -> pick(new Long[] {0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53});
            case "float", "java.lang.Float" ->
                pick(new Float[] {
                    0f, -0f, 0.1f, 1e-38f, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY
                });
            case "double", "java.lang.Double" ->
                pick(new Double[] {0d, -0d, 0.1, Math.PI, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY});
            case "boolean", "java.lang.Boolean" -> random.nextBoolean();
            case "java.lang.String" -> pick(TEXTS);
            case "[F" -> new float[] {random.nextFloat(), Float.NaN, -0f};
            case "java.util.OptionalInt" ->
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt());
            case "java.util.OptionalLong" ->
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong());
            case "java.util.OptionalDouble" ->
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble());
            default -> throw new IllegalArgumentException("No values of " + raw);
        };
    }

    private Object ofRecord(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = of(components[i].getGenericType());
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("Cannot make a " + type, broken);
        }
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
