/**
 * Files that rows pick from, read by number of the record and never held whole. Start at {@link SourceRecords}.
 */
@NullMarked
package studio.athanor.data.sample.source;

import org.jspecify.annotations.NullMarked;
