/** The contracts on DynamoDB Local: each class here only supplies the engine. */
@NullMarked
package dev.orgtable.testkit;

import org.jspecify.annotations.NullMarked;
