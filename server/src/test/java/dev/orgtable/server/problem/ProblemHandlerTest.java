package dev.orgtable.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.InvalidInput;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.web.method.annotation.ExceptionHandlerMethodResolver;

final class ProblemHandlerTest {

  private static final ExceptionHandlerMethodResolver HANDLERS =
      new ExceptionHandlerMethodResolver(ProblemHandler.class);

  @Test
  void bad_input_is_refused_by_its_field() {
    Problem problem = Problem.of(new InvalidInput("name", "must not be empty"));

    assertThat(problem.errors())
        .containsExactly(new Problem.FieldError("name", "name must not be empty"));
    assertThat(problem.detail().getStatus()).isEqualTo(HttpStatus.BAD_REQUEST.value());
    assertThat(handler(new InvalidInput("name", "must not be empty"))).isEqualTo("refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name must not be empty", "", "no such element"})
  void an_illegal_argument_of_another_is_a_failure_of_ours(String message) {
    assertThat(handler(new IllegalArgumentException(message))).isEqualTo("failed");
    assertThat(handler(new NumberFormatException(message))).isEqualTo("failed");
    assertThat(handler(new InvalidMediaTypeException("x", message))).isEqualTo("failed");
  }

  private static String handler(Exception e) {
    Method method = HANDLERS.resolveMethod(e);
    return method == null ? "none" : method.getName();
  }
}
