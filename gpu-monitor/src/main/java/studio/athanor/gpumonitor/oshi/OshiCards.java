package studio.athanor.gpumonitor.oshi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oshi.SystemInfo;
import oshi.hardware.GraphicsCard;
import studio.athanor.gpumonitor.device.DeviceIdentity;
import studio.athanor.gpumonitor.device.DeviceIdentity.HardwareIds;
import studio.athanor.gpumonitor.device.DeviceIdentity.MemoryFacts;
import studio.athanor.gpumonitor.device.DeviceIdentity.SystemNames;
import studio.athanor.gpumonitor.device.DeviceKind;
import studio.athanor.gpumonitor.reading.DeviceState;
import studio.athanor.gpumonitor.reading.GpuReading;
import studio.athanor.gpumonitor.source.DeviceSource;
import studio.athanor.gpumonitor.source.SourceException;

/** The names and sizes of cards, without readings: the last to be asked, for cards that nothing else reports. */
public final class OshiCards implements DeviceSource {

    private static final Pattern HEX_ID = Pattern.compile("0x([0-9a-fA-F]{1,8})");

    private List<GpuReading> nothing = List.of();

    @Override
    public String name() {
        return "System";
    }

    @Override
    public List<DeviceIdentity> open() throws SourceException {
        List<DeviceIdentity> cards = new SystemInfo()
                .getHardware().getGraphicsCards().stream()
                        .map(OshiCards::identity)
                        .toList();
        if (cards.isEmpty()) {
            throw new SourceException.NotPresent("The system lists no graphics card.");
        }
        nothing = cards.stream().map(_ -> GpuReading.absent(DeviceState.OK)).toList();
        return cards;
    }

    @Override
    public List<GpuReading> read() {
        return nothing;
    }

    @Override
    public void close() {
        // holds nothing
    }

    private static DeviceIdentity identity(GraphicsCard card) {
        return new DeviceIdentity(
                card.getName(),
                DeviceKind.DISCRETE,
                new HardwareIds(Optional.empty(), Optional.empty(), hexId(card.getVendor()), hexId(card.getDeviceId())),
                SystemNames.NONE,
                new MemoryFacts(
                        card.getVRam() > 0 ? OptionalLong.of(card.getVRam()) : OptionalLong.empty(),
                        OptionalLong.empty()));
    }

    /** {@code NVIDIA Corporation (0x10de)} or {@code 0x2204}. */
    static OptionalInt hexId(String text) {
        Matcher matcher = HEX_ID.matcher(text);
        return matcher.find() ? OptionalInt.of(Integer.parseUnsignedInt(matcher.group(1), 16)) : OptionalInt.empty();
    }
}
