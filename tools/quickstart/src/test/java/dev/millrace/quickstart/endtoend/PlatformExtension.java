package dev.millrace.quickstart.endtoend;

import dev.millrace.quickstart.pack.PackInstaller;
import dev.millrace.quickstart.platform.Platform;
import dev.millrace.quickstart.platform.PlatformOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One platform of real processes for all end-to-end tests of a run, with the ready-made pack and the demo's short waits. */
final class PlatformExtension implements ParameterResolver {

    static final Path ROOT = Path.of(System.getProperty("millrace.root"));

    /** Ends the platform when the run ends. */
    private record Started(Platform platform) implements AutoCloseable {

        static Started now() {
            try {
                Path data = Path.of("target", "end-to-end");
                deleteRecursively(data);
                Platform platform = Platform.start(PlatformOptions.forTest(ROOT, data.toAbsolutePath()));
                new PackInstaller(platform.addresses(), platform.keys().adminKey(), line -> {})
                        .install(ROOT.resolve("deploy/pack"));
                return new Started(platform);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            platform.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Platform.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(PlatformExtension.class))
                .computeIfAbsent(Started.class, key -> Started.now(), Started.class)
                .platform();
    }

    private static void deleteRecursively(Path folder) throws IOException {
        if (!java.nio.file.Files.exists(folder)) {
            return;
        }
        try (var paths = java.nio.file.Files.walk(folder)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                java.nio.file.Files.delete(path);
            }
        }
    }
}
