package studio.athanor.desktop.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextUseTest {

    @ParameterizedTest
    @CsvSource({"0,0", "999,999", "1000,1k", "1234,1.2k", "8192,8.2k", "9999,10k", "32768,33k", "131072,131k"})
    void writesTokensBriefly(int tokens, String brief) {
        assertThat(ContextUse.brief(tokens)).isEqualTo(brief);
    }
}
