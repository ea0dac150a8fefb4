/** What reports and probes see of texts: their words, and hashes of them. Start at {@link studio.athanor.data.text.Words}. */
package studio.athanor.data.text;
