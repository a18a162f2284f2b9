package dev.orgtable.server;

import dev.orgtable.UserId;
import dev.orgtable.server.settings.ConsoleSettings.OpenId;

/** An OpenID Connect provider that signs in a preset user without a dialog. */
public interface SignInProvider {

  /** Sets the user who signs in. */
  default void as(UserId user) {
    as(user, true);
  }

  /** Sets the user who signs in, and whether the address is verified. */
  void as(UserId user, boolean isVerified);

  /** Makes every request fail, or work again. */
  void setDown(boolean down);

  /** Returns the settings for signing in here. */
  OpenId settings();
}
