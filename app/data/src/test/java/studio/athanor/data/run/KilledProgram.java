package studio.athanor.data.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes a run, or goes on with it, until it is complete or killed. Says so when it begins. Notes what it asks models for in a file,
 * and gets no answer for one row, if both are named.
 */
final class KilledProgram {

    private static final int ROWS = 400;

    private KilledProgram() {}

    static RunOrder order() {
        return Recipes.usual().attempts(2).quota("kind").order(ROWS);
    }

    static RunParts parts(int longestMillis) {
        return Parts.of(
                new FakeCells(longestMillis), new FakeJudge(30, 20), Optional.of(new FakeNovelty("question", 12)), 8);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        RunParts quiet = parts(Integer.parseInt(arguments[1]));
        RunParts parts = arguments.length == 2
                ? quiet
                : quiet.with(new NotedCells(quiet.maker(), Path.of(arguments[2]), Long.parseLong(arguments[3])));
        boolean resumes = Files.exists(folder.resolve("run.db")) && new RunDatabase(folder).isThere();
        try (Run run = resumes
                ? Run.resume(folder, order(), parts, RunSettings.defaults())
                : Run.create(folder, order(), parts, RunSettings.defaults())) {
            run.start();
            System.out.println("running");
            System.out.println(run.await());
        }
    }
}
