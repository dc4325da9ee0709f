//! What each organisation's own rules come to, from the filing to the answer or the notice in hand:
//! a test a provision, named after it, in one process on a clock that a test moves.

mod asked;
mod certimed;
mod eurocontrol;
mod eurocontrol_complaint;
mod formula_air;
mod house;
mod incidents;
mod mensura;
mod occar;
mod werken_bij_defensie;
