/** Where these files lie. Where they run, a lab 2 of their own tree takes its place. */
export { Raft } from '../../lab2-raft/variants/other-raft.ts';
