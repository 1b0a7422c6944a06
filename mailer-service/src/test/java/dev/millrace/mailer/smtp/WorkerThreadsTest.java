package dev.millrace.mailer.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WorkerThreadsTest {

    @Test
    void workersAreVirtualWhereThatCostsNoThreadWhileTheyWait() throws Exception {
        AtomicReference<Thread> worked = new AtomicReference<>();
        Thread thread = WorkerThreads.unstarted("mail-worker", () -> worked.set(Thread.currentThread()));
        thread.start();
        thread.join();
        assertThat(worked.get()).isSameAs(thread);
        assertThat(thread.getName()).isEqualTo("mail-worker");
        int jdk = Runtime.version().feature();
        if (jdk >= 21) {
            assertThat(Thread.class.getMethod("isVirtual").invoke(thread)).isEqualTo(jdk >= 24);
        }
    }
}
