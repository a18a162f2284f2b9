package dev.orgtable.server;

import dev.orgtable.EmailAddress;
import dev.orgtable.server.settings.ConsoleSettings.OpenId;

/** An OpenID Connect provider that signs in a preset user without a dialog. */
public interface SignInProvider {

  /** Sets the user who signs in. */
  default void as(EmailAddress user) {
    as(user, true);
  }

  /** Sets the user who signs in, and whether the address is verified. */
  void as(EmailAddress user, boolean isVerified);

  /** Makes every request fail, or work again. */
  void setDown(boolean down);

  /** Returns the settings for signing in here. */
  OpenId settings();
}
