package dev.orgtable.server.invitation;

import dev.orgtable.Invitation;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.server.web.Idempotency;
import dev.orgtable.server.web.Idempotency.Reply;
import dev.orgtable.store.Orgtable;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Makes and resends invitations, and shows the token of what this very request has done, unless it
 * is mailed: then nobody but the mail has it. A receipt keeps the invitation alone: who asks again
 * with the same key is told it without a token, and the one that was shown stays good.
 */
@Component
final class Sending {

  private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

  private final Orgtable orgtable;
  private final Idempotency idempotency;
  private final boolean mailed;

  Sending(Orgtable orgtable, Idempotency idempotency, ServerSettings settings) {
    this.orgtable = orgtable;
    this.idempotency = idempotency;
    this.mailed = settings.invitations().mail().isPresent();
  }

  ResponseEntity<SentInvitationBody> answer(
      String part,
      HttpServletRequest request,
      Caller caller,
      Object body,
      Function<Orgtable, Invitation> operation,
      Function<InvitationBody, Reply<InvitationBody>> reply) {
    AtomicReference<@Nullable Invitation> sent = new AtomicReference<>();
    ResponseEntity<InvitationBody> answer =
        idempotency.answerPart(
            part,
            request,
            caller,
            body,
            to -> {
              Invitation invitation = operation.apply(to);
              sent.set(invitation);
              return invitation;
            },
            invitation -> reply.apply(InvitationBody.of(invitation)),
            InvitationBody.class);
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(SentInvitationBody.of(Objects.requireNonNull(answer.getBody()), token(sent.get())));
  }

  /**
   * Returns a token of an invitation that was sent; null if it is mailed, none was sent, or none
   * could be issued. That the invitation was sent is told all the same.
   */
  private @Nullable String token(@Nullable Invitation sent) {
    if (sent == null || mailed) {
      return null;
    }
    try {
      return orgtable.invitations().issueToken(sent);
    } catch (Unavailable e) {
      LOG.warn("no token was issued", e);
      return null;
    } catch (OrgtableException e) {
      return null;
    }
  }
}
