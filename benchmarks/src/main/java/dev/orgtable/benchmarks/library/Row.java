package dev.orgtable.benchmarks.library;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbIgnoreNulls;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/** Any record of the table, as a bean of the SDK's Enhanced Client. */
@DynamoDbBean
@SuppressWarnings("MissingJavadocMethod")
public class Row {

  private @Nullable String id;
  private @Nullable String rng;
  private @Nullable String typ;
  private @Nullable Integer v;
  private @Nullable String email;
  private @Nullable String firstName;
  private @Nullable String lastName;
  private @Nullable String phone;
  private @Nullable Instant createdAt;
  private @Nullable String organisationId;
  private @Nullable String organisationName;
  private @Nullable Long organisationRevision;
  private @Nullable String serviceId;
  private @Nullable String serviceName;
  private @Nullable String membershipId;
  private @Nullable String invitedBy;
  private @Nullable Instant invitedAt;
  private @Nullable Long expiresAt;
  private @Nullable Instant acceptedAt;
  private @Nullable Long additions;
  private @Nullable Long revision;
  private @Nullable Long seats;
  private @Nullable Long invitations;
  private @Nullable String dir;
  private @Nullable String dirRng;
  private @Nullable Set<String> groups;
  private @Nullable String event;
  private @Nullable String type;
  private @Nullable Map<String, String> actor;
  private @Nullable Facts details;
  private @Nullable Long removeAt;

  @DynamoDbPartitionKey
  public @Nullable String getId() {
    return id;
  }

  public void setId(@Nullable String value) {
    id = value;
  }

  @DynamoDbSortKey
  public @Nullable String getRng() {
    return rng;
  }

  public void setRng(@Nullable String value) {
    rng = value;
  }

  public @Nullable String getTyp() {
    return typ;
  }

  public void setTyp(@Nullable String value) {
    typ = value;
  }

  public @Nullable Integer getV() {
    return v;
  }

  public void setV(@Nullable Integer value) {
    v = value;
  }

  public @Nullable String getEmail() {
    return email;
  }

  public void setEmail(@Nullable String value) {
    email = value;
  }

  public @Nullable String getFirstName() {
    return firstName;
  }

  public void setFirstName(@Nullable String value) {
    firstName = value;
  }

  public @Nullable String getLastName() {
    return lastName;
  }

  public void setLastName(@Nullable String value) {
    lastName = value;
  }

  public @Nullable String getPhone() {
    return phone;
  }

  public void setPhone(@Nullable String value) {
    phone = value;
  }

  public @Nullable Instant getCreatedAt() {
    return createdAt;
  }

  public void setCreatedAt(@Nullable Instant value) {
    createdAt = value;
  }

  public @Nullable String getOrganisationId() {
    return organisationId;
  }

  public void setOrganisationId(@Nullable String value) {
    organisationId = value;
  }

  public @Nullable String getOrganisationName() {
    return organisationName;
  }

  public void setOrganisationName(@Nullable String value) {
    organisationName = value;
  }

  public @Nullable Long getOrganisationRevision() {
    return organisationRevision;
  }

  public void setOrganisationRevision(@Nullable Long value) {
    organisationRevision = value;
  }

  public @Nullable String getServiceId() {
    return serviceId;
  }

  public void setServiceId(@Nullable String value) {
    serviceId = value;
  }

  public @Nullable String getServiceName() {
    return serviceName;
  }

  public void setServiceName(@Nullable String value) {
    serviceName = value;
  }

  public @Nullable String getMembershipId() {
    return membershipId;
  }

  public void setMembershipId(@Nullable String value) {
    membershipId = value;
  }

  public @Nullable String getInvitedBy() {
    return invitedBy;
  }

  public void setInvitedBy(@Nullable String value) {
    invitedBy = value;
  }

  public @Nullable Instant getInvitedAt() {
    return invitedAt;
  }

  public void setInvitedAt(@Nullable Instant value) {
    invitedAt = value;
  }

  public @Nullable Long getExpiresAt() {
    return expiresAt;
  }

  public void setExpiresAt(@Nullable Long value) {
    expiresAt = value;
  }

  public @Nullable Instant getAcceptedAt() {
    return acceptedAt;
  }

  public void setAcceptedAt(@Nullable Instant value) {
    acceptedAt = value;
  }

  public @Nullable Long getAdditions() {
    return additions;
  }

  public void setAdditions(@Nullable Long value) {
    additions = value;
  }

  public @Nullable Long getRevision() {
    return revision;
  }

  public void setRevision(@Nullable Long value) {
    revision = value;
  }

  public @Nullable Set<String> getGroups() {
    return groups;
  }

  public void setGroups(@Nullable Set<String> value) {
    groups = value;
  }

  public @Nullable Long getSeats() {
    return seats;
  }

  public void setSeats(@Nullable Long value) {
    seats = value;
  }

  public @Nullable Long getInvitations() {
    return invitations;
  }

  public void setInvitations(@Nullable Long value) {
    invitations = value;
  }

  public @Nullable String getDir() {
    return dir;
  }

  public void setDir(@Nullable String value) {
    dir = value;
  }

  public @Nullable String getDirRng() {
    return dirRng;
  }

  public void setDirRng(@Nullable String value) {
    dirRng = value;
  }

  public @Nullable String getEvent() {
    return event;
  }

  public void setEvent(@Nullable String value) {
    event = value;
  }

  public @Nullable String getType() {
    return type;
  }

  public void setType(@Nullable String value) {
    type = value;
  }

  public @Nullable Map<String, String> getActor() {
    return actor;
  }

  public void setActor(@Nullable Map<String, String> value) {
    actor = value;
  }

  @DynamoDbIgnoreNulls
  public @Nullable Facts getDetails() {
    return details;
  }

  public void setDetails(@Nullable Facts value) {
    details = value;
  }

  public @Nullable Long getRemoveAt() {
    return removeAt;
  }

  public void setRemoveAt(@Nullable Long value) {
    removeAt = value;
  }
}
