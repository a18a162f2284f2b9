package dev.orgtable.server;

import dev.orgtable.UserId;
import dev.orgtable.server.settings.ConsoleSettings.OpenId;

/** An OpenID Connect provider that signs in, without asking, whoever is said to stand before it. */
public interface SignInProvider {

  /** Says who stands before it. */
  default void as(UserId user) {
    as(user, true);
  }

  /** Says who stands before it, and whether it has verified the address. */
  void as(UserId user, boolean isVerified);

  /** Makes every request to it fail, or answers again. */
  void setDown(boolean down);

  /** Returns what a server must know to sign people in here. */
  OpenId settings();
}
