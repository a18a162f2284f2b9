package dev.orgtable.server.seats;

import dev.orgtable.server.problem.Input;
import dev.orgtable.server.problem.Problem;
import dev.orgtable.store.Orgtable;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The numbers of an organisation's members and invitations, and their limit. */
@RestController
final class SeatsController {

  private static final String SEATS = "/v1/organisations/{organisation}/seats";
  private static final String LIMIT = SEATS + "/limit";

  private final Orgtable orgtable;

  SeatsController(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  @Operation(
      summary = "Get the numbers of members and invitations",
      description =
          "The numbers are exact. A suspended member counts, and an expired invitation counts"
              + " until it is removed: at the latest 7 days after its expiry, or when an addition"
              + " needs its place. Both are null in a table of an earlier version until `orgtable"
              + " table upgrade` has counted them.")
  @GetMapping(SEATS)
  SeatsBody getSeats(@PathVariable String organisation) {
    return SeatsBody.of(orgtable.organisations().seats(Input.organisation(organisation)));
  }

  @Operation(
      summary = "Limit the number of members and invitations",
      description =
          "At the limit, adding a member and inviting are refused with `member_limit_reached`,"
              + " unless an expired invitation gives its place. An invitation that was made can"
              + " always be accepted. A limit below the present number removes nobody. The `ETag`"
              + " of the organisation stays.")
  @PutMapping(LIMIT)
  ResponseEntity<Void> putSeatLimit(
      @PathVariable String organisation, @RequestBody SeatLimitBody body) {
    Long limit = body.limit();
    if (limit == null) {
      throw Problem.ofField("limit", "limit is required");
    }
    orgtable.organisations().limitSeats(Input.organisation(organisation), limit);
    return ResponseEntity.noContent().build();
  }

  @Operation(summary = "Remove the limit of members and invitations")
  @DeleteMapping(LIMIT)
  ResponseEntity<Void> deleteSeatLimit(@PathVariable String organisation) {
    orgtable.organisations().removeSeatLimit(Input.organisation(organisation));
    return ResponseEntity.noContent().build();
  }
}
