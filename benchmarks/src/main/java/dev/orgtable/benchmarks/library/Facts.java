package dev.orgtable.benchmarks.library;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;

/** What an event is about, as a bean of the SDK's Enhanced Client. */
@DynamoDbBean
@SuppressWarnings("MissingJavadocMethod")
public class Facts {

  private @Nullable String email;
  private @Nullable String invitation;
  private @Nullable Set<String> added;

  public @Nullable String getEmail() {
    return email;
  }

  public void setEmail(@Nullable String value) {
    email = value;
  }

  public @Nullable String getInvitation() {
    return invitation;
  }

  public void setInvitation(@Nullable String value) {
    invitation = value;
  }

  public @Nullable Set<String> getAdded() {
    return added;
  }

  public void setAdded(@Nullable Set<String> value) {
    added = value;
  }
}
