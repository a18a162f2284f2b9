/** What the policies of AWS Identity and Access Management in {@code infrastructure/iam} grant. */
@NullMarked
package dev.orgtable.contracts.access;

import org.jspecify.annotations.NullMarked;
