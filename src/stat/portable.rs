//! Functions whose digits are the same on the newsroom's machine and in the reader's browser: those of the crate `libm`, where the
//! standard library's are those of the machine.

/// The functions beyond arithmetic and roots, which are exact everywhere.
pub(crate) trait Portable {
    /// The natural logarithm.
    fn portable_ln(self) -> f64;
    /// e to the power of the number.
    fn portable_exp(self) -> f64;
    /// The natural logarithm of 1 more.
    fn portable_ln_1p(self) -> f64;
    /// e to the power of the number, less 1.
    fn portable_exp_m1(self) -> f64;
    /// The hyperbolic tangent.
    fn portable_tanh(self) -> f64;
    /// Its inverse.
    fn portable_atanh(self) -> f64;
}

impl Portable for f64 {
    fn portable_ln(self) -> f64 {
        libm::log(self)
    }

    fn portable_exp(self) -> f64 {
        libm::exp(self)
    }

    fn portable_ln_1p(self) -> f64 {
        libm::log1p(self)
    }

    fn portable_exp_m1(self) -> f64 {
        libm::expm1(self)
    }

    fn portable_tanh(self) -> f64 {
        libm::tanh(self)
    }

    fn portable_atanh(self) -> f64 {
        libm::atanh(self)
    }
}
