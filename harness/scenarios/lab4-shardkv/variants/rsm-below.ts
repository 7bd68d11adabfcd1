/** Where these files lie. Where they run, labs of their own tree take their place. */
export { Rsm } from '../../lab3-kvraft/variants/other-rsm.ts';
