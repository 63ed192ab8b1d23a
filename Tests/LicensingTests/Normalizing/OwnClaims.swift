/// Claims made up for these tests, in the styles met in the wild, with the reading that a careful person would give.
/// One a line: `raw => expected`, both as in the column of the same name of a licence-strings table.
enum OwnClaims {
    struct Claim: Sendable, CustomStringConvertible {
        let raw: String
        let expected: String
        let hub: String?
        var description: String { raw }
    }

    static let all: [Claim] =
        claims(registries) + claims(prose) + claims(gnu) + claims(creativeCommons) + claims(languages) + claims(addresses)
        + claims(vendors, hub: "huggingface") + claims(kaggle, hub: "kaggle") + claims(silence) + claims(shapes)
        + claims(spellings + "\n" + families + "\n" + dressed, hub: "huggingface") + claims(kaggleNames, hub: "kaggle")

    private static func claims(_ table: String, hub: String? = nil) -> [Claim] {
        table.split(separator: "\n").map { line in
            let parts = line.split(separator: " => ", maxSplits: 1, omittingEmptySubsequences: false)
            return Claim(raw: String(parts[0]), expected: String(parts.last ?? ""), hub: hub)
        }
    }

    /// npm, PyPI, conda, Debian, R, Maven, Cargo, RubyGems, NuGet.
    static let registries = """
        (MIT OR Apache-2.0) => MIT OR Apache-2.0
        MIT/Apache-2.0 => MIT OR Apache-2.0
        Apache-2.0/MIT => Apache-2.0 OR MIT
        MIT OR Apache-2.0 OR BSD-1-Clause => MIT OR Apache-2.0 OR BSD-1-Clause
        Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT => Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT
        License :: OSI Approved :: MIT License => MIT
        License :: OSI Approved :: Apache Software License => Apache-2.0
        License :: OSI Approved :: BSD License => LicenseRef-Weighbridge-bsd-unspecified
        License :: OSI Approved :: GNU General Public License v3 or later (GPLv3+) => GPL-3.0-or-later
        License :: OSI Approved :: GNU Lesser General Public License v2 or later (LGPLv2+) => LGPL-2.0-or-later
        License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0) => MPL-2.0
        License :: OSI Approved :: ISC License (ISCL) => ISC
        License :: Public Domain => LicenseRef-Weighbridge-public-domain-unspecified
        License :: CC0 1.0 Universal (CC0 1.0) Public Domain Dedication => CC0-1.0
        License :: OSI Approved :: GNU Affero General Public License v3 => AGPL-3.0-only
        BSD-3-clause AND BSL-1.0 AND MIT => BSD-3-Clause AND BSL-1.0 AND MIT
        apache-2.0 and mit => Apache-2.0 AND MIT
        BSD 3-Clause "New" or "Revised" License => BSD-3-Clause
        3-clause BSD license => BSD-3-Clause
        BSD-3-Clause-LBNL => BSD-3-Clause-LBNL
        BSD (3 clause) => BSD-3-Clause
        BSD3 => BSD-3-Clause
        BSD 2 => BSD-2-Clause
        Simplified BSD License => BSD-2-Clause
        FreeBSD => BSD-2-Clause
        The BSD 3-Clause License => BSD-3-Clause
        New BSD => BSD-3-Clause
        two-clause BSD => BSD-2-Clause
        Original BSD => BSD-4-Clause
        GPL-2 | GPL-3 => GPL-2.0-only OR GPL-3.0-only
        GPL (>= 2) => GPL-2.0-or-later
        LGPL (>= 2.1) => LGPL-2.1-or-later
        MIT + file LICENSE => MIT
        BSD_3_clause + file LICENSE => BSD-3-Clause
        GPL-3 + file LICENSE => GPL-3.0-only
        Apache License (== 2.0) => Apache-2.0
        Artistic-2.0 | GPL-2 => Artistic-2.0 OR GPL-2.0-only
        GPL-2+ => GPL-2.0-or-later
        LGPL-2.1+ => LGPL-2.1-or-later
        GPL-3+ or MIT => GPL-3.0-or-later OR MIT
        GPL-2+ with Autoconf exception => GPL-2.0-or-later WITH Autoconf-exception-2.0
        Expat => MIT
        Apache Software License - Version 2.0 => Apache-2.0
        The Apache Software License, Version 2.0 => Apache-2.0
        Apache 2 => Apache-2.0
        Apache-2 => Apache-2.0
        apache2 => Apache-2.0
        APACHE LICENSE 2.0 => Apache-2.0
        Apache v2 => Apache-2.0
        ASL 2.0 => Apache-2.0
        ALv2 => Apache-2.0
        Apache License v1.1 => Apache-1.1
        Eclipse Public License - v 2.0 => EPL-2.0
        Eclipse Public License v1.0 => EPL-1.0
        EPL 2.0 => EPL-2.0
        EPL-2.0 OR GPL-2.0-with-classpath-exception => EPL-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0
        Eclipse Public License => LicenseRef-Weighbridge-epl-unspecified
        CDDL 1.1 => CDDL-1.1
        Common Development and Distribution License (CDDL) v1.0 => CDDL-1.0
        GPL2 w/ CPE => GPL-2.0-only WITH Classpath-exception-2.0
        Mozilla Public License Version 1.1 => MPL-1.1
        MPL2 => MPL-2.0
        MPL 2.0 => MPL-2.0
        MPL-1.1/GPL-2.0/LGPL-2.1 => MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-only
        Bouncy Castle Licence => MIT
        Boost Software License 1.0 => BSL-1.0
        Python Software Foundation License => PSF-2.0
        PSF => PSF-2.0
        Zope Public License 2.1 => ZPL-2.1
        ZPL 2.1 => ZPL-2.1
        Artistic License 2.0 => Artistic-2.0
        Perl => Artistic-1.0-Perl OR GPL-1.0-or-later
        Ruby => Ruby
        MIT, Ruby => MIT AND Ruby
        BSD, MIT => LicenseRef-Weighbridge-bsd-unspecified AND MIT
        PostgreSQL License => PostgreSQL
        zlib/libpng => Zlib
        The Unlicense (Unlicense) => Unlicense
        UNLICENSED => LicenseRef-Weighbridge-all-rights-reserved
        SEE LICENSE IN LICENSE.txt => NOASSERTION
        file LICENSE => NOASSERTION
        0BSD OR MIT OR Apache-2.0 => 0BSD OR MIT OR Apache-2.0
        CeCILL-B => CECILL-B
        CeCILL 2.1 => CECILL-2.1
        MIT-0 => MIT-0
        MIT No Attribution => MIT-0
        X11 => X11
        MIT/X11 => MIT
        EUPL 1.2 or later => EUPL-1.2+
        European Union Public Licence 1.1 (EUPL 1.1) => EUPL-1.1
        Unicode-DFS-2016 => Unicode-DFS-2016
        SSPL => SSPL-1.0
        Elastic License 2.0 => Elastic-2.0
        Business Source License 1.1 => BUSL-1.1
        PolyForm Noncommercial License 1.0.0 => PolyForm-Noncommercial-1.0.0
        SIL Open Font License 1.1 => OFL-1.1
        SIL OFL 1.1 => OFL-1.1
        LPPL 1.3c => LPPL-1.3c
        NCSA Open Source License => NCSA
        University of Illinois/NCSA Open Source License => NCSA
        Academic Free License v3.0 => AFL-3.0
        AFL 3.0 => AFL-3.0
        Open Software License 3.0 => OSL-3.0
        ISC => ISC
        isc license => ISC
        WTFPL v2 => WTFPL
        Universal Permissive License v1.0 => UPL-1.0
        Mulan PSL v2 => MulanPSL-2.0
        """

    static let prose = """
        This project is licensed under the MIT License - see the LICENSE file for details => MIT
        Licensed under the Apache License, Version 2.0 (the "License") => Apache-2.0
        Released under Apache 2.0. => Apache-2.0
        **MIT** => MIT
        [MIT](LICENSE) => MIT
        [Apache 2.0](https://www.apache.org/licenses/LICENSE-2.0) => Apache-2.0
        `apache-2.0` => Apache-2.0
        'mit' => MIT
        # MIT License => MIT
        SPDX-License-Identifier: GPL-2.0-or-later => GPL-2.0-or-later
        SPDX-License-Identifier: (MIT OR GPL-2.0) => MIT OR GPL-2.0-only
        MIT or Apache 2.0 => MIT OR Apache-2.0
        dual licensed under MIT and Apache-2.0 => MIT OR Apache-2.0
        Dual licensed: GPLv3 or commercial license => GPL-3.0-only OR LicenseRef-Weighbridge-commercial-proprietary
        either MIT or BSD-3-Clause at your option => MIT OR BSD-3-Clause
        Code: MIT, Weights: CC-BY-NC-4.0 => MIT AND CC-BY-NC-4.0
        MIT (code), CC BY 4.0 (data) => MIT AND CC-BY-4.0
        Apache 2.0; MIT => Apache-2.0 AND MIT
        MIT & BSD 3-Clause => MIT AND BSD-3-Clause
        MIT, BSD-2-Clause or GPL-2.0 => MIT OR BSD-2-Clause OR GPL-2.0-only
        Apcahe 2.0 => Apache-2.0
        Apache Lisence 2.0 => Apache-2.0
        Apache Licnese 2.0 => Apache-2.0
        Creatve Commons Attribution 4.0 => CC-BY-4.0
        MIT Lisence => MIT
        GNU Generel Public License v3 => GPL-3.0-only
        Non-commercial use only => LicenseRef-Weighbridge-non-commercial-unspecified
        for research purposes only => LicenseRef-Weighbridge-research-only-unspecified
        Academic use only => LicenseRef-Weighbridge-research-only-unspecified
        Free for non-commercial research => LicenseRef-Weighbridge-research-only-unspecified
        Apache-2.0 (non-commercial use only) => Apache-2.0 AND LicenseRef-Weighbridge-non-commercial-unspecified
        Proprietary => LicenseRef-Weighbridge-commercial-proprietary
        All rights reserved => LicenseRef-Weighbridge-all-rights-reserved
        Copyright (c) 2024 Somebody. All rights reserved. => LicenseRef-Weighbridge-all-rights-reserved
        Public Domain => LicenseRef-Weighbridge-public-domain-unspecified
        public domain (Unlicense) => Unlicense
        not MIT => NOASSERTION
        Modified MIT => LicenseRef-Weighbridge-modified-mit-unspecified
        modified MIT license => LicenseRef-Weighbridge-modified-mit-unspecified
        MIT with additional restrictions => LicenseRef-Weighbridge-modified-mit-unspecified
        Modified BSD License => BSD-3-Clause
        GPL-compatible => NOASSERTION
        US Government Work => LicenseRef-Weighbridge-us-gov-works
        Permission is hereby granted, free of charge, to any person obtaining a copy of this software => MIT
        This is free and unencumbered software released into the public domain. => Unlicense
        Community Data License Agreement – Permissive – Version 2.0 => CDLA-Permissive-2.0
        CDLA Permissive 1.0 => CDLA-Permissive-1.0
        Open Data Commons Open Database License (ODbL) v1.0 => ODbL-1.0
        ODC-BY => ODC-By-1.0
        Open Data Commons Attribution License => ODC-By-1.0
        """

    static let gnu = """
        GPLv2 => GPL-2.0-only
        GPLv3+ => GPL-3.0-or-later
        GPL v3 => GPL-3.0-only
        GPL-3.0-or-later => GPL-3.0-or-later
        GPL 3.0 or later => GPL-3.0-or-later
        GNU GPL v2 or later => GPL-2.0-or-later
        GNU GPL => LicenseRef-Weighbridge-gpl-unspecified
        GNU General Public License => LicenseRef-Weighbridge-gpl-unspecified
        GNU General Public License version 2 => GPL-2.0-only
        GNU General Public License, version 3 or any later version => GPL-3.0-or-later
        GNU GPL 2 or (at your option) any later version => GPL-2.0-or-later
        GNU GPL v2 only => GPL-2.0-only
        GNU Lesser General Public License v2.1 => LGPL-2.1-only
        GNU Library General Public License v2 => LGPL-2.0-only
        Lesser GPL 3 => LGPL-3.0-only
        LGPLv3 => LGPL-3.0-only
        LGPL 2.1 or newer => LGPL-2.1-or-later
        LGPL21 => LGPL-2.1-only
        AGPLv3 => AGPL-3.0-only
        AGPL => LicenseRef-Weighbridge-agpl-unspecified
        GNU AGPLv3+ => AGPL-3.0-or-later
        GNU Free Documentation License 1.3 => GFDL-1.3-only
        GFDL 1.2 or later => GFDL-1.2-or-later
        FDL => LicenseRef-Weighbridge-gfdl-unspecified
        GPLv2 with Classpath exception => GPL-2.0-only WITH Classpath-exception-2.0
        GPL-3.0 with GCC runtime library exception => GPL-3.0-only WITH GCC-exception-3.1
        GPL_3 => GPL-3.0-only
        GPL v2 or GPL v3 => GPL-2.0-only OR GPL-3.0-only
        This program is free software: you can redistribute it under the terms of the GNU General Public License as published by the Free Software Foundation, either version 3 of the License, or (at your option) any later version. => GPL-3.0-or-later
        """
}
