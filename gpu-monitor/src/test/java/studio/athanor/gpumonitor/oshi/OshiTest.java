package studio.athanor.gpumonitor.oshi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.athanor.gpumonitor.source.SourceException;

class OshiTest {

    @Test
    void readsTheHostsMemoryOnceItIsLoaded() throws Exception {
        OshiHostMemory host = new OshiHostMemory();

        host.load();
        host.awaitLoaded(System.nanoTime() + 60_000_000_000L);

        assertThat(host.read().totalBytes().orElse(0)).isGreaterThan(1 << 28);
        assertThat(host.read().availableBytes().orElse(0)).isPositive();
        assertThat(host.read().studioBytes().orElse(0)).isGreaterThan(1 << 20);
        assertThat(host.residentBytes(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void listsCardsOrSaysThatThereAreNone() {
        try (OshiCards cards = new OshiCards()) {
            assertThat(cards.open()).hasSameSizeAs(cards.read()).isNotEmpty();
        } catch (SourceException.NotPresent e) {
            assertThat(e).hasMessageContaining("no graphics card");
        } catch (SourceException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void findsIdsInWords() {
        assertThat(OshiCards.hexId("NVIDIA Corporation (0x10de)")).hasValue(0x10de);
        assertThat(OshiCards.hexId("0x2204")).hasValue(0x2204);
        assertThat(OshiCards.hexId("unknown")).isEmpty();
    }
}
