package dev.orgtable.server.openapi;

import dev.orgtable.server.caller.CurrentOrigin;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Map;

/** Describes the parameters that operations share. */
final class Parameters {

  /** The component of the header that names for whom a back end acts. */
  static final String ACTING_FOR = "ActingFor";

  private static final int SHORTEST_ADDRESS = 3;
  private static final int LONGEST_ADDRESS = 254;

  private Parameters() {}

  static Map<String, Parameter> all() {
    return Map.of(
        ACTING_FOR,
        new HeaderParameter()
            .name(CurrentOrigin.ACTING_FOR)
            .description(
                "The user for whom a back end makes the change, by address or id, for its event."
                    + " Not checked, and gives no rights; refused with the token of a person")
            .schema(Schemas.string().minLength(SHORTEST_ADDRESS).maxLength(LONGEST_ADDRESS))
            .example("ann@example.com"));
  }
}
