package dev.millrace.trigger.rest;

import dev.millrace.trigger.policy.settings.PoliciesReader;
import dev.millrace.trigger.policy.settings.PoliciesReading;
import dev.millrace.trigger.segment.Checked;
import dev.millrace.trigger.segment.PolicyCheck;
import dev.millrace.trigger.store.PolicyDocuments;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The shop's policies: read, put (checked, versioned). */
@Path("/api/policies")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class PolicyResource {

    private final PolicyDocuments documents;
    private final PolicyCheck check;
    private final InstantSource time;

    PolicyResource(PolicyDocuments documents, PolicyCheck check, InstantSource time) {
        this.documents = documents;
        this.check = check;
        this.time = time;
    }

    @GET
    @Operation(summary = "The policies in force")
    public PolicyView inForce() {
        return documents.newest().map(PolicyView::of).orElseThrow(ApiFailure::noPolicies);
    }

    @PUT
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "application/x-yaml", "text/yaml", MediaType.TEXT_PLAIN})
    @Operation(
            summary = "Sets the policies",
            description =
                    "Takes a JSON or YAML document. They hold from the next decision on. With dryRun they are only"
                            + " checked; version 0 says so.")
    public PolicyView put(@QueryParam("dryRun") @DefaultValue("false") boolean dryRun, String document) {
        PoliciesReading reading = PoliciesReader.read(document);
        if (reading instanceof PoliciesReading.Refused refused) {
            throw ApiFailure.policiesRefused(refused.problems());
        }
        PoliciesReading.Accepted accepted = (PoliciesReading.Accepted) reading;
        Checked checked = check.check(PoliciesReader.segments(accepted.policies()));
        if (checked instanceof Checked.Refused refused) {
            throw ApiFailure.policiesRefused(refused.problems());
        }
        if (checked instanceof Checked.Unanswered unanswered) {
            throw ApiFailure.unanswered(unanswered.service());
        }
        String kept = accepted.document().toString();
        return PolicyView.of(
                dryRun ? new PolicyDocuments.Version(0, kept, time.instant()) : documents.save(kept, time.instant()));
    }
}
