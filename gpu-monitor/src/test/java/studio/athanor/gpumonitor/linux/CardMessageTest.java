package studio.athanor.gpumonitor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.athanor.gpumonitor.device.PciAddress;
import studio.athanor.gpumonitor.reading.FaultReading.HangEvent.Outcome;

/** The lines are those of the drivers' sources and of reports. */
class CardMessageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NVRM: Xid (PCI:0000:01:00): 79, pid=1122, GPU has fallen off the bus. | 0000:01:00.0 | 79",
                "NVRM: Xid (PCI:0000:65:00): 31, pid=79749, name=exe, Ch 0000000a, intr 00000000. MMU Fault"
                        + " | 0000:65:00.0 | 31",
                "NVRM: Xid (0000:03:00): 13, 0003 00000000 | 0000:03:00.0 | 13",
                "NVRM: Xid (PCI:0000:17:00 GPU-I:01): 43, pid=9 | 0000:17:00.0 | 43"
            })
    void readsNvidiasErrorEvents(String text, String pci, long code) {
        assertThat(CardMessage.parse(text)).hasValueSatisfying(message -> {
            assertThat(message.pci()).isEqualTo(PciAddress.parse(pci));
            assertThat(message.xid()).isEqualTo(OptionalLong.of(code));
            assertThat(message.outcome()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amdgpu 0000:03:00.0: amdgpu: ring gfx_0.0.0 timeout, signaled seq=25, emitted seq=27 | TIMED_OUT",
                "amdgpu 0000:03:00.0: amdgpu: ring comp_1.0.0 timeout, but soft recovered | TIMED_OUT",
                "amdgpu 0000:03:00.0: amdgpu: GPU reset(4) succeeded! | RESET",
                "amdgpu 0000:03:00.0: amdgpu: GPU reset(4) failed | RESET_FAILED",
                "amdgpu 0000:03:00.0: amdgpu: GPU reset end with ret = -62 | RESET_FAILED",
                "i915 0000:03:00.0: [drm] GPU HANG: ecode 12:1:85dffffb, in game [4242] | TIMED_OUT",
                "i915 0000:03:00.0: [drm] Resetting rcs0 for preemption time out | RESET",
                "xe 0000:03:00.0: [drm] GT0: Timedout job: seqno=4294967169, in python [77] | TIMED_OUT",
                "xe 0000:03:00.0: [drm] CRITICAL: Xe has declared device 0000:03:00.0 as wedged. | RESET_FAILED"
            })
    void readsWhatBecameOfWorkThatHung(String text, Outcome outcome) {
        assertThat(CardMessage.parse(text)).hasValueSatisfying(message -> {
            assertThat(message.outcome()).contains(outcome);
            assertThat(message.pci()).isEqualTo(PciAddress.parse("0000:03:00.0"));
            assertThat(message.xid()).isEmpty();
        });
    }

    @Test
    void knowsTheDriverOfAMessageThatNamesNoCard() {
        assertThat(CardMessage.parse(
                        "[drm:amdgpu_job_timedout [amdgpu]] *ERROR* ring gfx timeout, signaled seq=1, emitted seq=3"))
                .hasValueSatisfying(message -> {
                    assertThat(message.driver()).isEqualTo("amdgpu");
                    assertThat(message.pci()).isEmpty();
                    assertThat(message.outcome()).contains(Outcome.TIMED_OUT);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amdgpu 0000:03:00.0: amdgpu: GPU reset begin!",
                "amdgpu 0000:03:00.0: amdgpu: GPU reset succeeded, trying to resume",
                "amdgpu 0000:03:00.0: amdgpu: SMU is initialized successfully!",
                "NVRM: GPU 0000:01:00.0: GPU has fallen off the bus.",
                "usb 1-1: reset high-speed USB device number 2 using xhci_hcd",
                ""
            })
    void leavesOutTheRest(String text) {
        assertThat(CardMessage.parse(text)).isEmpty();
    }
}
