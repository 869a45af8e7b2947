//! The number of features, known when the code is compiled for up to a dozen: the sum over them then is one straight run of
//! instructions.

/// Calls a function of one constant, the number of features: `$($function)::+::<8>($arguments)` for eight, and `::<0>` for more than a
/// dozen, which stands for any number.
///
/// The function is chosen first and then called through a pointer, so that no optimiser puts all thirteen into one body: in one as large
/// as that a browser's compiler keeps next to nothing in registers.
macro_rules! by_features {
    ($features:expr, $($function:ident)::+($($argument:expr),*)) => {
        (match $features {
            1 => $($function)::+::<1>,
            2 => $($function)::+::<2>,
            3 => $($function)::+::<3>,
            4 => $($function)::+::<4>,
            5 => $($function)::+::<5>,
            6 => $($function)::+::<6>,
            7 => $($function)::+::<7>,
            8 => $($function)::+::<8>,
            9 => $($function)::+::<9>,
            10 => $($function)::+::<10>,
            11 => $($function)::+::<11>,
            12 => $($function)::+::<12>,
            _ => $($function)::+::<0>,
        })($($argument),*)
    };
}

pub(super) use by_features;
