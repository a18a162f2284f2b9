package dev.orgtable.server.job;

import dev.orgtable.JobId;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.problem.Input;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Background jobs. */
@RestController
final class JobController {

  private final Orgtable orgtable;

  JobController(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  @Operation(summary = "Get the state and progress of a job")
  @GetMapping("/v1/jobs/{job}")
  JobBody getJob(@PathVariable String job, Caller caller) {
    JobId id = Input.required("job", job, JobId::of);
    return JobBody.of(
        caller
            .person()
            .map(person -> orgtable.jobs().get(id, person))
            .orElseGet(() -> orgtable.jobs().get(id)));
  }
}
