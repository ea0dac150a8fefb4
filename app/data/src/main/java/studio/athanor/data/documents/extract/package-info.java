/** Texts out of files, in a process of its own: what a document does wrong ends that process and no other. */
@NullMarked
package studio.athanor.data.documents.extract;

import org.jspecify.annotations.NullMarked;
