package studio.athanor.engines.llama;

import java.util.Arrays;
import java.util.stream.Collectors;
import studio.athanor.engines.spi.EngineException.ComputationFailed;

/** Makes a fault of this program a failure of the request that met it, so that somebody hears of it. */
final class ProgramFault {

    private static final int FRAMES = 20;

    private ProgramFault() {}

    /** @param what could not be done, a clause without a full stop */
    static ComputationFailed of(String what, Throwable thrown) {
        return new ComputationFailed(
                what + ": " + thrown + ".",
                "Report this with the details: it is a fault of Athanor. If it happens again, load the model again.",
                Arrays.stream(thrown.getStackTrace())
                        .limit(FRAMES)
                        .map(frame -> "at " + frame)
                        .collect(Collectors.joining("\n")));
    }
}
