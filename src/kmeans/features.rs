//! The number of features, known when the code is compiled for up to a dozen: the sum over them then is one straight run of
//! instructions.

/// Calls a function of one constant, the number of features: `$($function)::+::<8>($arguments)` for eight, and `::<0>` for more than a
/// dozen, which stands for any number.
macro_rules! by_features {
    ($features:expr, $($function:ident)::+($($argument:expr),*)) => {
        match $features {
            1 => $($function)::+::<1>($($argument),*),
            2 => $($function)::+::<2>($($argument),*),
            3 => $($function)::+::<3>($($argument),*),
            4 => $($function)::+::<4>($($argument),*),
            5 => $($function)::+::<5>($($argument),*),
            6 => $($function)::+::<6>($($argument),*),
            7 => $($function)::+::<7>($($argument),*),
            8 => $($function)::+::<8>($($argument),*),
            9 => $($function)::+::<9>($($argument),*),
            10 => $($function)::+::<10>($($argument),*),
            11 => $($function)::+::<11>($($argument),*),
            12 => $($function)::+::<12>($($argument),*),
            _ => $($function)::+::<0>($($argument),*),
        }
    };
}

pub(super) use by_features;
