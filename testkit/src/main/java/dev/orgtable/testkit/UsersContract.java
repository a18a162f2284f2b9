package dev.orgtable.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.User;
import org.junit.jupiter.api.Test;

/** What is promised of users, alone. */
public abstract class UsersContract extends TableContract {

  @Test
  void a_created_user_reads_as_it_was_written() {
    User written = user(ANN);

    User read = orgtable().users().get(ANN);

    assertThat(read).isEqualTo(written).isEqualTo(new User(ANN, profile(ANN), CREATED, 1));
  }

  @Test
  void creating_a_user_twice_is_refused_and_changes_nothing() {
    User first = user(ANN);

    assertThatThrownBy(() -> orgtable().users().create(User.of(ANN, profile(BOB), CREATED)))
        .isInstanceOfSatisfying(UserAlreadyExists.class, e -> assertThat(e.user()).isEqualTo(ANN));

    assertThat(orgtable().users().get(ANN)).isEqualTo(first);
  }
}
