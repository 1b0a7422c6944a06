package dev.millrace.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One Chromium for all test classes of a run; the tests are skipped where there is none. */
public final class Browser implements BeforeAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(Browser.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Optional<Path> executable = Chromium.executable();
        Assumptions.assumeTrue(
                executable.isPresent(),
                "skipped: no Chromium was found; install it (Debian: apt-get install chromium) or name it in CHROMIUM");
        context.getRoot().getStore(HERE).getOrComputeIfAbsent(Chromium.class, type -> start(executable.get()));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Chromium.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Objects.requireNonNull(context.getRoot().getStore(HERE).get(Chromium.class, Chromium.class));
    }

    private static Chromium start(Path executable) {
        try {
            return Chromium.start(executable);
        } catch (IOException e) {
            throw new IllegalStateException("Chromium did not start", e);
        }
    }
}
