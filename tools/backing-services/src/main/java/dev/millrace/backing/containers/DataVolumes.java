package dev.millrace.backing.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.DockerException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The engine's volumes that hold what a service keeps, one for each folder: files of other users could not be deleted from
 * a folder of ours. A volume whose folder is gone is removed when the next one is asked for, so that tests leave none behind
 * but the newest. Folders are those of this machine, as the engine is.
 */
final class DataVolumes {

    private static final String FOLDER = "dev.millrace.folder";

    private final DockerClient engine;

    DataVolumes(DockerClient engine) {
        this.engine = engine;
    }

    /** The name of the folder's volume, which is made if it is not there. */
    String of(Path folder) {
        String path = folder.toAbsolutePath().normalize().toString();
        removeThoseOfNobody();
        String name = "millrace-" + UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8));
        var unused = engine.createVolumeCmd()
                .withName(name)
                .withLabels(Map.of(FOLDER, path))
                .exec();
        return name;
    }

    private void removeThoseOfNobody() {
        List<InspectVolumeResponse> ours = engine.listVolumesCmd()
                .withFilter("label", List.of(FOLDER))
                .exec()
                .getVolumes();
        for (InspectVolumeResponse volume : ours == null ? List.<InspectVolumeResponse>of() : ours) {
            Map<String, String> labels = volume.getLabels();
            @Nullable String folder = labels == null ? null : labels.get(FOLDER);
            if (folder != null && Files.notExists(Path.of(folder))) {
                remove(volume.getName());
            }
        }
    }

    /** One that is still in use, or was just removed by somebody else, is no business of ours. */
    private void remove(String name) {
        try {
            engine.removeVolumeCmd(name).exec();
        } catch (DockerException e) {
            System.err.println("volume=" + name + " state=kept reason=" + e.getMessage());
        }
    }
}
