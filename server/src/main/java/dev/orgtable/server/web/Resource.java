package dev.orgtable.server.web;

import dev.orgtable.Outcome;
import java.net.URI;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.http.ResponseEntity;

/**
 * How a kind of thing is answered that has a revision: its entity tag.
 *
 * @param name what one is called in a refusal
 * @param revision the revision of one
 * @param place where one is
 * @param body what callers see of one
 */
public record Resource<T, B>(
    Function<T, String> name,
    ToLongFunction<T> revision,
    Function<T, URI> place,
    Function<T, B> body) {

  /** Returns the answer to a {@code GET}. */
  public ResponseEntity<B> read(T found, Preconditions preconditions) {
    return preconditions.answer(name.apply(found), revision.applyAsLong(found), body.apply(found));
  }

  /** Returns the answer to a {@code POST} that created one. */
  public Reply<B> created(T made) {
    return Reply.created(place.apply(made), tag(made), body.apply(made));
  }

  /** Returns the answer to a {@code POST} that changed one: 202 if a job does the rest. */
  public Reply<B> changed(Outcome<T> outcome) {
    return Reply.changed(outcome.job(), tag(outcome.value()), body.apply(outcome.value()));
  }

  /** Returns the answer to a {@code PUT} or {@code PATCH}: 201 if it created one. */
  public ResponseEntity<B> stored(Outcome<T> outcome) {
    return outcome.effect() == Outcome.Effect.CREATED
        ? created(outcome.value()).response()
        : changed(outcome).response();
  }

  private String tag(T one) {
    return ETags.of(revision.applyAsLong(one));
  }
}
