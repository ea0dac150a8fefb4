/** What the machine's graphics cards are and how they are doing. */
package studio.athanor.gpumonitor;
