package studio.athanor.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import javafx.scene.control.Button;
import org.junit.jupiter.api.Test;
import studio.athanor.engines.spi.job.Job;
import studio.athanor.engines.spi.job.Progress;

class JobsTest extends WindowTest {

    @Test
    void showsProgressAndCancels() {
        CountDownLatch never = new CountDownLatch(1);
        Job<String> job = studio.jobs().start("Read the library", context -> {
            context.progress(new Progress.Steps(3, 10, "files"));
            never.await();
            return "";
        });
        eventually(
                () -> assertThat(find("#status-jobs", Button.class).getText()).isEqualTo("1 job"));
        robot.clickOn("#status-jobs");
        eventually(() -> assertThat(textsIn("#jobs-panel")).contains("Read the library", "3 of 10 files"));

        robot.clickOn("#jobs-panel .icon-only");
        eventually(() -> assertThat(job.state()).isEqualTo(Job.State.CANCELLED));
        eventually(() -> assertThat(textsIn("#jobs-panel")).contains("Nothing is running."));
    }
}
