package dev.millrace.mailer.smtp;

/**
 * Threads that mostly wait for mail servers: virtual ones where the JDK has them and no longer holds a real thread while one of them waits
 * within a monitor (JDK 24), which is what the SMTP client does.
 */
final class WorkerThreads {

    private static final int FIRST_WITHOUT_PINNING = 24;

    private WorkerThreads() {}

    static Thread unstarted(String name, Runnable work) {
        return Runtime.version().feature() < FIRST_WITHOUT_PINNING ? new Thread(work, name) : virtual(name, work);
    }

    /** By reflection, as this is compiled for an older JDK. */
    private static Thread virtual(String name, Runnable work) {
        try {
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Object named = type.getMethod("name", String.class).invoke(builder, name);
            return (Thread) type.getMethod("unstarted", Runnable.class).invoke(named, work);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK should have virtual threads", e);
        }
    }
}
