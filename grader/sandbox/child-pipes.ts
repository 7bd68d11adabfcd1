/** The ends of its pipes in a sandboxed process. Its standard output leads nowhere. */
export const CHILD_READS = 3;
export const CHILD_WRITES = 4;
