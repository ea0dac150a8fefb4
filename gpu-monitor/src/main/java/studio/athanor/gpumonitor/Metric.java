package studio.athanor.gpumonitor;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import studio.athanor.gpumonitor.reading.GpuReading;

/** What a history is kept of. */
public enum Metric {
    /** Memory that programs hold, in bytes. */
    USED_BYTES {
        @Override
        double of(GpuReading reading) {
            return number(reading.memory().usedBytes());
        }
    },
    /** Share of time in which anything ran. */
    GPU_PERCENT {
        @Override
        double of(GpuReading reading) {
            return number(reading.activity().gpuPercent());
        }
    },
    /** The chip's temperature. */
    GPU_CELSIUS {
        @Override
        double of(GpuReading reading) {
            return number(reading.thermal().gpuCelsius());
        }
    },
    /** What the card draws. */
    WATTS {
        @Override
        double of(GpuReading reading) {
            return number(reading.power().watts());
        }
    },
    /** The shaders' clock. */
    GRAPHICS_MHZ {
        @Override
        double of(GpuReading reading) {
            OptionalInt clock = reading.clocks().graphicsMhz();
            return clock.isPresent() ? clock.getAsInt() : Double.NaN;
        }
    },
    /** Packets sent again over the bus, counted since the driver was loaded. */
    PCIE_REPLAYS {
        @Override
        double of(GpuReading reading) {
            return number(reading.pcie().replays());
        }
    },
    /** Memory errors that were corrected, counted since the driver was loaded. */
    ECC_CORRECTED {
        @Override
        double of(GpuReading reading) {
            return reading.faults()
                    .ecc()
                    .map(ecc -> number(ecc.volatileCorrected()))
                    .orElse(Double.NaN);
        }
    },
    /** Packets between cards whose checksum was wrong, counted since the driver was loaded. */
    NVLINK_CHECKSUMS {
        @Override
        double of(GpuReading reading) {
            return reading.faults()
                    .nvlink()
                    .map(links -> (double) links.checksums())
                    .orElse(Double.NaN);
        }
    },
    /** Errors of the links between cards, checksums and all else, counted since the driver was loaded. */
    NVLINK_ERRORS {
        @Override
        double of(GpuReading reading) {
            return reading.faults()
                    .nvlink()
                    .map(links -> (double) links.checksums() + links.replays() + links.recoveries())
                    .orElse(Double.NaN);
        }
    },
    /** Memory that the driver keeps for itself, in bytes. */
    RESERVED_BYTES {
        @Override
        double of(GpuReading reading) {
            return number(reading.memory().reservedBytes());
        }
    };

    /** Returns the value, NaN for an absent one. */
    abstract double of(GpuReading reading);

    private static double number(OptionalLong value) {
        return value.isPresent() ? (double) value.getAsLong() : Double.NaN;
    }

    private static double number(OptionalDouble value) {
        return value.orElse(Double.NaN);
    }
}
