package dev.orgtable.server.job;

import dev.orgtable.InvalidInput;
import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.PageRequest;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.problem.Input;
import dev.orgtable.server.web.PageBody;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Background jobs. */
@RestController
final class JobController {

  private final Orgtable orgtable;

  JobController(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  @Operation(summary = "List the open jobs by start, or those done in the past week by end")
  @GetMapping("/v1/jobs")
  PageBody<JobBody> listJobs(@RequestParam(defaultValue = "open") String state, PageRequest page) {
    return PageBody.of(
        orgtable.jobs().list(Input.required("state", state, JobController::state), page),
        JobBody::of);
  }

  private static Job.State state(String text) {
    return switch (text) {
      case "open" -> Job.State.OPEN;
      case "done" -> Job.State.DONE;
      default -> throw new InvalidInput("state", "must be open or done");
    };
  }

  @Operation(
      summary = "Get the state and progress of a job",
      description = "A person sees the jobs of their own changes.")
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
