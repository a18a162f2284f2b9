package dev.orgtable.server.job;

import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.OrgtableException.JobNotFound;
import dev.orgtable.UserId;
import dev.orgtable.server.security.Caller;
import dev.orgtable.server.web.Input;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Long work that was begun. */
@RestController
final class JobController {

  private final Orgtable orgtable;

  JobController(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  @Operation(summary = "Get the state and the progress of long work")
  @GetMapping("/v1/jobs/{job}")
  JobBody getJob(@PathVariable String job, Caller caller) {
    JobId id = Input.required("job", job, JobId::of);
    Job found = orgtable.jobs().get(id);
    Optional<UserId> person = caller.person();
    if (person.isPresent() && !person.equals(found.startedBy())) {
      throw new JobNotFound(id);
    }
    return JobBody.of(found);
  }
}
