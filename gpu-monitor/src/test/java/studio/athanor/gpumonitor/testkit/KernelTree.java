package studio.athanor.gpumonitor.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import studio.athanor.gpumonitor.linux.SystemFolders;

/**
 * Builds trees as the Linux kernel shows them below {@code /sys} and {@code /proc}, with its links: {@code
 * class/drm/card0} leads into {@code devices}, and the card's {@code device} from there to its PCI device.
 */
public final class KernelTree {

    private final Path root;

    public KernelTree(Path root) {
        this.root = root;
        folder(sys().resolve("class/drm"));
        folder(proc());
    }

    /** Returns what stands for {@code /sys}. */
    public Path sys() {
        return root.resolve("sys");
    }

    /** Returns what stands for {@code /proc}. */
    public Path proc() {
        return root.resolve("proc");
    }

    /** Returns all of it. */
    public SystemFolders folders() {
        return new SystemFolders(sys(), proc(), root.resolve("dev"), List.of(root.resolve("journal")));
    }

    /** Adds lines to the kernel's log, as {@code /dev/kmsg} gives them. */
    public KernelTree log(String... records) {
        Path log = root.resolve("dev/kmsg");
        folder(root.resolve("dev"));
        try {
            Files.write(log, List.of(records), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Adds a card without files of its own. */
    public Card card(int number, String pci, String vendor, String device, String driver) {
        Path pciDevice = folder(sys().resolve("devices/pci0000:00/0000:00:01.0").resolve(pci));
        Path own = folder(pciDevice.resolve("drm").resolve("card" + number));
        folder(pciDevice.resolve("drm").resolve("renderD" + (128 + number)));
        link(own.resolve("device"), Path.of("../../../" + pci));
        link(
                sys().resolve("class/drm/card" + number),
                Path.of("../../devices/pci0000:00/0000:00:01.0/" + pci + "/drm/card" + number));
        folder(sys().resolve("class/drm/card" + number + "-HDMI-A-1"));
        folder(sys().resolve("bus/pci/devices"));
        link(sys().resolve("bus/pci/devices").resolve(pci), Path.of("../../../devices/pci0000:00/0000:00:01.0/" + pci));
        link(pciDevice.resolve("driver"), folder(sys().resolve("bus/pci/drivers/" + driver)));
        return new Card(pciDevice, own)
                .file("vendor", vendor)
                .file("device", device)
                .file("class", "0x030000")
                .file("current_link_speed", "16.0 GT/s PCIe")
                .file("current_link_width", "8")
                .file("max_link_speed", "16.0 GT/s PCIe")
                .file("max_link_width", "16");
    }

    /** Adds a card of the amdgpu driver with 24 GiB and every sensor. */
    public Card amd(int number, String pci) {
        return card(number, pci, "0x1002", "0x744c", "amdgpu")
                .file("mem_info_vram_total", "25753026560")
                .file("mem_info_vram_used", "2147483648")
                .file("mem_info_gtt_total", "33554432000")
                .file("mem_info_gtt_used", "134217728")
                .file("gpu_busy_percent", "37")
                .file("mem_busy_percent", "12")
                .file("pcie_replay_count", "3")
                .file("pp_dpm_sclk", "0: 500Mhz\n1: 1900Mhz *\n2: 2620Mhz")
                .file("pp_dpm_mclk", "0: 96Mhz\n1: 1249Mhz *")
                .file("ras/umc_err_count", "ue: 1\nce: 5")
                .bytes("gpu_metrics", metrics(1, 3, 1L << 36 | 1))
                .file("hwmon/hwmon5/name", "amdgpu")
                .file("hwmon/hwmon5/temp1_label", "edge")
                .file("hwmon/hwmon5/temp1_input", "54000")
                .file("hwmon/hwmon5/temp1_crit", "100000")
                .file("hwmon/hwmon5/temp1_emergency", "105000")
                .file("hwmon/hwmon5/temp2_label", "junction")
                .file("hwmon/hwmon5/temp2_input", "71000")
                .file("hwmon/hwmon5/temp2_crit", "110000")
                .file("hwmon/hwmon5/temp3_label", "mem")
                .file("hwmon/hwmon5/temp3_input", "78000")
                .file("hwmon/hwmon5/temp3_crit", "108000")
                .file("hwmon/hwmon5/power1_average", "211000000")
                .file("hwmon/hwmon5/power1_cap", "339000000")
                .file("hwmon/hwmon5/power1_cap_default", "339000000")
                .file("hwmon/hwmon5/freq1_label", "sclk")
                .file("hwmon/hwmon5/freq1_input", "1905000000")
                .file("hwmon/hwmon5/freq2_label", "mclk")
                .file("hwmon/hwmon5/freq2_input", "1249000000")
                .file("hwmon/hwmon5/fan1_input", "1210")
                .file("hwmon/hwmon5/pwm1", "102");
    }

    /** Returns a table of {@code gpu_metrics} with a cause of throttling. */
    public static byte[] metrics(int format, int content, long throttle) {
        ByteBuffer table = ByteBuffer.allocate(120).order(ByteOrder.LITTLE_ENDIAN);
        table.putShort(0, (short) 120)
                .put(2, (byte) format)
                .put(3, (byte) content)
                .putLong(112, throttle);
        return table.array();
    }

    /** Adds a process that has a card open as a file. */
    public KernelTree process(long pid, String name, int file, String fdinfo) {
        Path process = proc().resolve(Long.toString(pid));
        write(process.resolve("comm"), name);
        write(process.resolve("fdinfo").resolve(Integer.toString(file)), fdinfo);
        folder(process.resolve("fd"));
        link(process.resolve("fd").resolve(Integer.toString(file)), Path.of("/dev/dri/renderD128"));
        return this;
    }

    /** Shows the processes as a machine does that hides none and is no container. */
    public KernelTree withAllProcesses() {
        link(folder(proc().resolve("self/ns")).resolve("pid"), Path.of("pid:[4026531836]"));
        return running(1, "init", 'S', 1);
    }

    /** Adds a process that is in a state, for example {@code S} for one that waits or {@code Z} for one that has ended. */
    public KernelTree running(long pid, String name, char state, int threads) {
        write(
                proc().resolve(Long.toString(pid)).resolve("stat"),
                pid + " (" + name + ") " + state + " 1 1 1 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 " + threads + " 0 5 0 0");
        return this;
    }

    /** Adds a process without a card, with some open files. */
    public KernelTree bystander(long pid, int files) {
        Path process = proc().resolve(Long.toString(pid));
        write(process.resolve("comm"), "bystander");
        folder(process.resolve("fd"));
        for (int i = 0; i < files; i++) {
            link(process.resolve("fd").resolve(Integer.toString(i)), Path.of("/dev/null"));
        }
        return this;
    }

    /** Writes a text as the kernel does, with a line's end. */
    public static void write(Path file, String text) {
        try {
            folder(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void link(Path from, Path to) {
        try {
            Files.createSymbolicLink(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A card in the tree.
     *
     * @param device where its PCI device's files are
     * @param own where its own files are
     */
    public record Card(Path device, Path own) {

        /** Writes a file of the device. */
        public Card file(String name, String text) {
            write(device.resolve(name), text);
            return this;
        }

        /** Writes a file of the card itself. */
        public Card ownFile(String name, String text) {
            write(own.resolve(name), text);
            return this;
        }

        /** Writes a binary file of the device. */
        public Card bytes(String name, byte[] bytes) {
            try {
                Files.write(device.resolve(name), bytes);
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Takes a file away. */
        public Card without(String name) {
            try {
                Files.deleteIfExists(device.resolve(name));
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Makes whoever opens a file wait for ever. */
        public Card blocking(String name) {
            without(name);
            Path file = device.resolve(name);
            folder(Objects.requireNonNull(file.getParent()));
            try {
                int code = new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
                if (code != 0) {
                    throw new IOException("mkfifo failed with " + code);
                }
                return this;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Lets every read of a file fail, as a sensor without data does. */
        public Card failing(String name) {
            without(name);
            link(device.resolve(name), Path.of("/proc/self/mem"));
            return this;
        }
    }
}
