package studio.athanor.data.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import studio.athanor.data.row.Position;

/** Recipes for tests. */
final class RecipeTexts {

    /** Every field and every kind of column and check, with comments. */
    static final String FULL = """
            # Tickets for a classifier.
            athanor-recipe: 1
            name: support-tickets
            title: Support tickets
            description: Tickets and answers   # shown in the gallery
            licence: CC0-1.0
            seed: 7
            rows: 500
            attempts: 4

            models:
              # who writes
              writer: {description: any instruction model, context: 4096, sampling: {temperature: 0.8, top-p: 0.9}, gpu-layers: 29}
              judge:
              embedder: an embedding model

            sources:
              products: products.csv
              names: {path: names.data, format: text}

            documents: {path: docs/, chunk-tokens: 256, overlap-tokens: 64, per-chunk: 2}

            columns:
              # what it is about
              - {name: label, type: category, values: {billing: 2, outage: 1}}
              - {name: reason, type: subcategory, parent: label, values: {billing: [refund, {value: invoice, weight: 3}], outage: {power: 1, line: 2}}}
              - {name: size, type: uniform, low: 0, high: 1.5, decimals: 2}
              - {name: age, type: normal, mean: 40, standard-deviation: 10, min: 18, max: 90, decimals: 0}
              - {name: calls, type: poisson, mean: 2.5}
              - {name: urgent, type: bernoulli, probability: 0.25}
              - {name: floor, type: integer, low: -2, high: 30}
              - {name: opened, type: datetime, from: 2026-01-01, to: "2026-06-30T12:00:00+02:00", unit: minutes}
              - {name: id, type: uuid, prefix: T-}
              - {name: person, type: person, locales: [en-US, de-DE], sex: female, min-age: 20, max-age: 60}
              - {name: product, type: pick, source: products, field: name, order: without-replacement}
              - {name: line, type: pick, source: names}
              - {name: passage, type: chunk}
              - {name: page, type: chunk, field: page}
              - {name: hint, type: expression, template: "{{ label }}/{{ size * 2 }}"}
              - {name: double, type: expression, template: "{{ floor * 2 }}", as: integer}

              - name: ticket
                type: text
                model: writer
                system: You write tickets.
                prompt: |
                  Write a ticket about {{ label }}
                  by {{ person.name }}.
                sampling: {temperature: 1, dry-sequence-breakers: ["\\n", ":"], logit-bias: {42: -1.5}}
                max-tokens: 200
                when: urgent or calls > 1
                checks:
                  - length: {unit: words, min: 5, max: 120}
                  - regex: "[a-z]"
                  - regex: {pattern: lorem, absent: true}
                  - language: en
                  - language: {code: "{{ 'en' }}", confidence: 0.9}
                  - novelty: minhash
                  - novelty: {method: embedding, threshold: 0.95, embedder: embedder}
                  - expression: value != label
              - name: answer   # held to a schema
                type: structured
                model: writer
                prompt: Answer {{ ticket }}
                reasoning: true
                schema:
                  type: object
                  properties:
                    label: {const: "{{ label }}"}
                    steps: {type: array, items: {type: string}, maxItems: 4}
                  required: [label]
                checks:
                  - schema: {type: object}
                  - parses: json
              - {name: mood, type: choice, model: writer, prompt: "Mood of {{ ticket }}?", options: [calm, angry, "{{ label }}"]}
              - name: quality
                type: score
                judges: [writer, judge]
                prompt: How good is {{ answer }}?
                criteria: {helpful: solves the problem, polite: null}
                low: 0
                high: 10
                reasons: true
                checks:
                  - numeric: {min: 0, max: 10}
              - {name: better, type: score, model: judge, prompt: Which is better?, pair: [ticket, hint]}
              - name: talk
                type: conversation
                user: {model: writer, prompt: "Turn {{ turn }} about {{ label }}", max-tokens: 80}
                assistant: {model: judge, system: You help.}
                min-turns: 2
                max-turns: 4
              - name: tooltalk
                type: tool-conversation
                model: writer
                prompt: Ask for {{ product }}
                tools:
                  - {name: find, description: Finds, parameters: {type: object, properties: {q: {type: string}}}, result: {type: object}}
                simulator: judge
                max-calls: 2
              - {name: vector, type: embedding, model: embedder, template: "{{ ticket }}", dropped: true}

            # all together
            checks:
              - expression: ticket != hint
              - novelty: {method: exact, column: ticket}
              - schema: {required: [ticket]}

            quotas:
              - {column: label, counts: {billing: 250, outage: 250}}
              - column: urgent
                counts: {true: 100, false: 400}

            output: {shape: alpaca, columns: {instruction: ticket, output: answer, input: "{{ label }}"}}
            """;

    private static final String HEAD = "athanor-recipe: 1\nname: test\n";

    private RecipeTexts() {}

    /** Puts the two lines that every recipe needs before the rest, which begins on line 3. */
    static String recipe(String rest) {
        return HEAD + rest;
    }

    static Recipe read(String source) {
        RecipeFile.Parsed parsed = RecipeFile.parse(source, "test.yaml");
        assertThat(parsed.problems()).isEmpty();
        return parsed.recipe().orElseThrow();
    }

    /** Returns a recipe that knows no places, so that it equals one that was written elsewhere. */
    static Recipe withoutPlaces(Recipe recipe) {
        SequencedMap<String, ModelSlot> models = new LinkedHashMap<>();
        recipe.models()
                .forEach((name, slot) -> models.put(
                        name,
                        new ModelSlot(
                                slot.name(),
                                slot.description(),
                                slot.context(),
                                slot.sampling(),
                                slot.gpuLayers(),
                                Position.NONE)));
        SequencedMap<String, SourceFile> sources = new LinkedHashMap<>();
        recipe.sources()
                .forEach((name, source) -> sources.put(
                        name, new SourceFile(source.name(), source.path(), source.format(), Position.NONE)));
        return new Recipe(
                recipe.name(),
                recipe.title(),
                recipe.description(),
                recipe.licence(),
                recipe.seed(),
                recipe.rows(),
                recipe.attempts(),
                models,
                sources,
                recipe.documents()
                        .map(each -> new DocumentSource(
                                each.path(), each.chunkTokens(), each.overlapTokens(), each.perChunk(), Position.NONE)),
                recipe.columns().stream().map(RecipeTexts::withoutPlaces).toList(),
                withoutPlaces(recipe.checks()),
                recipe.quotas().stream()
                        .map(quota -> new Quota(quota.column(), quota.counts(), Position.NONE))
                        .toList(),
                recipe.output());
    }

    static Column withoutPlaces(Column column) {
        return new Column(
                column.name(),
                column.kind(),
                column.dropped(),
                column.when(),
                withoutPlaces(column.checks()),
                Position.NONE);
    }

    private static List<RowCheck> withoutPlaces(List<RowCheck> checks) {
        return checks.stream().map(RecipeTexts::withoutPlace).toList();
    }

    private static RowCheck withoutPlace(RowCheck check) {
        Position at = Position.NONE;
        return switch (check) {
            case RowCheck.Schema each -> new RowCheck.Schema(each.schema(), at);
            case RowCheck.Regex each -> new RowCheck.Regex(each.pattern(), each.whole(), each.absent(), at);
            case RowCheck.Length each -> new RowCheck.Length(each.unit(), each.min(), each.max(), at);
            case RowCheck.Language each -> new RowCheck.Language(each.code(), each.confidence(), at);
            case RowCheck.Parses each -> new RowCheck.Parses(each.syntax(), at);
            case RowCheck.Numeric each -> new RowCheck.Numeric(each.min(), each.max(), each.whole(), at);
            case RowCheck.Expression each -> new RowCheck.Expression(each.expression(), at);
            case RowCheck.Novelty each ->
                new RowCheck.Novelty(each.method(), each.column(), each.threshold(), each.embedder(), at);
        };
    }
}
