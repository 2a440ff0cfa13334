import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pytest
from attrs import evolve
from filelock import FileLock
from PIL import Image

from privacy_wizard.audit.school_files import open_profile, profile_in_use
from privacy_wizard.catalogue.school_library import LibraryRefused
from privacy_wizard.domain.certificate_events import ProfileSigned
from privacy_wizard.domain.register_events import EventKind
from privacy_wizard.domain.school_profile import PackFor
from privacy_wizard.identity import fingerprint_words
from privacy_wizard.identity.authority import hand_over, make_authority
from privacy_wizard.identity.errors import SignatureBroken, SignatureForeign
from privacy_wizard.intake.reference_library import SchoolLibrary
from privacy_wizard.intake.signed_logos import library_on_record
from privacy_wizard.office.authority_events import AuthorityActs
from privacy_wizard.office.authority_store import authority_record, record_file
from privacy_wizard.office.errors import ProfileFaulty
from privacy_wizard.office.profiles import last_number, sign_profile
from privacy_wizard.office.school_folder import SchoolFolder
from privacy_wizard.pdf.faults import LogoFault
from privacy_wizard.register import Register, SchoolRegister
from privacy_wizard.register.errors import Moved
from privacy_wizard.school.errors import NotThisKind, ProfileOlder, ProfileTwice
from privacy_wizard.school.known_school import ProfileStatus
from privacy_wizard.system import NotWritten, files, write_private

from ..school.profiles import HILLSIDE, NOW, PNG, in_version
from .conftest import SCHOOL, SHIPPED, Computer, Office, hillside

T = TypeVar("T")
SECRET = "kettle orbit maple fourteen"
PACK = (SHIPPED / "packs" / "bradley-primary-2023.yaml").read_bytes()
FROM_SCHOOLS = Path(__file__).parent.parent / "shelf" / "from_schools"
X = (SHIPPED / "platforms" / "x.yaml").read_bytes()
NEWER_X = in_version(X, "2027.1.1")


def test_the_first_profile_shows_the_words_and_pins_the_authority_once_accepted(
    office: Office, computer: Computer
) -> None:
    opened = computer.open(office.profile())
    assert opened.opening is ProfileStatus.FIRST
    assert opened.words == fingerprint_words(hillside().certificate)
    assert computer.known.pin() is None
    computer.accept(opened.content)
    pin = computer.known.pin()
    assert pin is not None
    assert (pin.authority, pin.number) == (hillside().fingerprint.hex(), 1)
    in_use = profile_in_use(computer.known, shipped=SHIPPED, now=NOW)
    assert in_use is not None
    assert (in_use.file.profile, in_use.file.logo, in_use.opening) == (HILLSIDE, PNG, ProfileStatus.SAME)


def test_a_logo_is_looked_at_to_its_end_before_the_profile_is_signed(office: Office, computer: Computer) -> None:
    with pytest.raises(LogoFault, match="damaged or cut off"):
        office.profile(**{"logo.jpg": (FROM_SCHOOLS / "trunc.jpg").read_bytes()})
    assert not (office.folder / "profile.pwschool").exists()
    taken = computer.open(office.profile(**{"logo.jpg": (FROM_SCHOOLS / "cmyk.jpg").read_bytes()})).file.logo
    assert taken is not None
    with Image.open(BytesIO(taken)) as logo:
        assert logo.mode == "RGB"


def test_a_newer_profile_replaces_the_old_and_an_older_one_is_refused(office: Office, computer: Computer) -> None:
    first, second = office.profile(), office.profile()
    assert computer.accept(first).opening is ProfileStatus.FIRST
    assert computer.open(first).opening is ProfileStatus.SAME
    assert computer.accept(second).opening is ProfileStatus.NEWER
    with pytest.raises(ProfileOlder, match="number 1; number 2 is already in use"):
        computer.open(first)


def test_two_different_profiles_of_one_number_are_noticed(office: Office, computer: Computer) -> None:
    computer.accept(office.profile())
    (office.folder / "profile.pwschool").unlink()
    office.now = NOW + timedelta(days=1)
    with pytest.raises(ProfileTwice, match="number 1"):
        computer.open(office.profile())


def test_a_foreign_profile_is_refused_and_shows_whose_it_is(
    office: Office, computer: Computer, another: Callable[[], Office]
) -> None:
    computer.accept(office.profile())
    stranger = another()
    with pytest.raises(SignatureForeign) as refused:
        computer.open(stranger.profile())
    assert " ".join(fingerprint_words(stranger.authority.certificate)) in str(refused.value)


def test_a_changed_profile_is_refused_the_first_time_and_later(office: Office, computer: Computer) -> None:
    content = office.profile()
    changed = _with_another_name(content)
    with pytest.raises(SignatureBroken):
        computer.open(changed)
    computer.accept(content)
    with pytest.raises(SignatureBroken):
        computer.open(changed)


def _with_another_name(content: bytes) -> bytes:
    from privacy_wizard.school.zip_files import Archive, write_archive

    archive = Archive(content, lambda _name: True)
    members = {name: archive.read(name, 1_000_000) for name in ("manifest.json", "signature.json", "logo.png")}
    members["manifest.json"] = members["manifest.json"].replace(b"Hillside Primary", b"Seaside Primary")
    return write_archive(members)


def test_a_profile_changed_behind_the_programs_back_is_not_used(office: Office, computer: Computer) -> None:
    computer.accept(office.profile())
    write_private(computer.known.profile_file, _with_another_name(computer.known.profile_file.read_bytes()))
    with pytest.raises(SignatureBroken):
        profile_in_use(computer.known, shipped=SHIPPED, now=NOW)


def test_an_old_profile_put_back_in_its_place_is_not_used(office: Office, computer: Computer) -> None:
    first = office.profile()
    computer.accept(first)
    computer.accept(office.profile())
    write_private(computer.known.profile_file, first)
    with pytest.raises(ProfileOlder):
        profile_in_use(computer.known, shipped=SHIPPED, now=NOW)


def test_a_damaged_pin_is_not_taken_for_none(office: Office, computer: Computer) -> None:
    computer.accept(office.profile())
    (computer.known.folder / "school-pin.json").write_text("{}")
    with pytest.raises(NotThisKind, match="pin of your school is damaged"):
        computer.open(office.profile())


def test_a_successor_that_the_authority_named_is_accepted_and_pinned_and_no_other(
    office: Office, computer: Computer, another: Callable[[], Office]
) -> None:
    computer.accept(office.profile())
    later = NOW + timedelta(days=500)
    new = hand_over(hillside(), make_authority(school=SCHOOL, now=later), later)
    office.authority, office.now, computer.now = new, later, later
    assert computer.accept(office.profile()).opening is ProfileStatus.HANDED_OVER
    pin = computer.known.pin()
    assert pin is not None
    assert pin.authority == new.fingerprint.hex()
    office.authority = hillside()
    with pytest.raises(SignatureForeign):
        computer.open(office.profile())


def test_the_numbers_follow_one_another_and_a_damaged_file_does_not_start_them_anew(office: Office) -> None:
    file = office.folder / "profile.pwschool"
    assert last_number(file) == 0
    office.profile()
    office.profile()
    assert last_number(file) == 2
    file.write_bytes(file.read_bytes()[:-9])
    with pytest.raises(NotThisKind):
        office.profile()


def test_a_profile_that_says_what_it_may_not_is_not_signed(tmp_path: Path) -> None:
    faulty = evolve(HILLSIDE, name="", packs=(PackFor(pack="unheard-of", people=()),))
    with pytest.raises(ProfileFaulty, match="no name; there is no policy “unheard-of”"):
        sign_profile(hillside(), faulty, {}, into=tmp_path / "p.pwschool", shipped=SHIPPED, now=NOW)
    assert not (tmp_path / "p.pwschool").exists()


def test_what_no_attestation_can_be_printed_with_is_told_before_the_profile_is_signed(tmp_path: Path) -> None:
    pack = own_pack().replace(b"\ntitle: ", "\ntitle: 🌳 ".encode(), 1)
    faulty = evolve(HILLSIDE, name="Hill\u202eside", declaration=("I promise ☃.",))
    with pytest.raises(ProfileFaulty) as refused:
        sign_profile(
            hillside(),
            faulty,
            {"packs/hillside-2026.yaml": pack},
            into=tmp_path / "p.pwschool",
            shipped=SHIPPED,
            now=NOW,
        )
    for told in ("right-to-left override", "“☃” (snowman)", "“🌳” (deciduous tree)"):
        assert told in str(refused.value)
    assert "\u202e" not in str(refused.value)


def own_pack() -> bytes:
    return PACK.replace(b"id: bradley-primary-2023", b"id: hillside-2026", 1)


def test_a_profile_carries_a_newer_checklist_and_a_policy_of_the_schools_own(
    office: Office, computer: Computer
) -> None:
    content = office.profile(**{"platforms/x.yaml": NEWER_X, "packs/hillside-2026.yaml": own_pack()})
    opened = computer.open(content)
    assert opened.catalogue.checklists["x"].version == "2027.1.1"
    assert "hillside-2026" in opened.catalogue.packs


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"packs/baseline.yaml": PACK}, "the baseline comes with the program"),
        ({"platforms/x.yaml": X.replace(b"title: X\n", b"title: Another name\n")}, "is not newer than"),
        ({"platforms/x.yaml": NEWER_X.replace(b"[x.com,", b"[evil.example, x.com,")}, "hosts that are not known"),
        ({"platforms/x.yaml": NEWER_X.replace(b"https://x.com", b"http://x.com", 1)}, "x.yaml"),
        ({"packs/hillside-2026.yaml": b"kind: policy-pack\nid: hillside-2026\n"}, "hillside-2026.yaml"),
        ({"packs/hillside-2026.yaml": b"\xff\xfe"}, "not UTF-8"),
        ({"platforms/x.yaml": NEWER_X + b"\nverdit: met\n"}, "verdit"),
    ],
)
def test_a_library_that_breaks_a_rule_is_neither_signed_nor_used(
    office: Office, members: dict[str, bytes], reason: str
) -> None:
    with pytest.raises(LibraryRefused, match=reason):
        office.profile(**members)


def test_what_the_program_has_in_a_newer_version_since_gives_way_to_it(office: Office, computer: Computer) -> None:
    own = own_pack()
    content = office.profile(**{"platforms/x.yaml": NEWER_X, "packs/hillside-2026.yaml": own})
    newer = shutil.copytree(SHIPPED, office.folder / "a program of two years later")
    (newer / "platforms" / "x.yaml").write_bytes(in_version(X, "2028.1.1"))
    opened = open_profile(content, computer.known, shipped=newer, now=NOW)
    assert opened.catalogue.checklists["x"].version == "2028.1.1"
    assert "hillside-2026" in opened.catalogue.packs


def test_a_schools_policy_must_build_on_the_baseline(office: Office) -> None:
    alone = own_pack().replace(b"inherits: baseline\n", b"")
    with pytest.raises(LibraryRefused, match='"inherits: baseline" is missing'):
        office.profile(**{"packs/hillside-2026.yaml": alone})


def test_two_that_sign_the_schools_file_at_once_give_it_two_numbers(tmp_path: Path) -> None:
    place = SchoolFolder(folder=tmp_path / "school", now=lambda: NOW)

    def with_record(act: Callable[[AuthorityActs], T]) -> T:
        with authority_record(place.folder, "Olive", lambda: NOW) as record:
            return act(AuthorityActs(authority_store=place.authority_store, record=record, now=lambda: NOW))

    def signed(name: str) -> int:
        profile = evolve(HILLSIDE, name=name)
        while True:
            try:
                made = with_record(
                    lambda acts: acts.sign_profile(SECRET, profile, {}, into=place.profile_file, shipped=SHIPPED)
                )
            except Moved:  # another was quicker: it is signed again, after that one
                continue
            return made.manifest.number

    with_record(lambda acts: acts.make("Hillside", SECRET))
    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(signed, ("Hill", "Side", "Dale"))) == [1, 2, 3]


def test_one_that_hangs_while_signing_holds_up_nobody_for_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_PATIENCE", 0.1)
    place = SchoolFolder(folder=tmp_path / "school", now=lambda: NOW)
    with authority_record(place.folder, "Olive", lambda: NOW) as record:
        acts = AuthorityActs(authority_store=place.authority_store, record=record, now=lambda: NOW)
        acts.make("Hillside", SECRET)
        with FileLock(place.folder / ".signing.lock"), pytest.raises(NotWritten):
            acts.sign_profile(SECRET, HILLSIDE, {}, into=place.profile_file, shipped=SHIPPED)
        acts.sign_profile(SECRET, HILLSIDE, {}, into=place.profile_file, shipped=SHIPPED)


def test_every_logo_that_the_school_has_signed_stays_on_record(tmp_path: Path) -> None:
    place = SchoolFolder(folder=tmp_path / "school", now=lambda: NOW)
    grey = BytesIO()
    Image.new("L", (20, 10)).save(grey, "PNG")
    later = evolve(HILLSIDE, name="Hill")
    with authority_record(place.folder, "Olive", lambda: NOW) as record:
        acts = AuthorityActs(authority_store=place.authority_store, record=record, now=lambda: NOW)
        acts.make("Hillside", SECRET)
        signed = [
            acts.sign_profile(SECRET, each, {**logo}, into=place.profile_file, shipped=SHIPPED)
            for each, logo in ((HILLSIDE, {"logo.png": PNG}), (later, {"logo.png": grey.getvalue()}), (later, {}))
        ]
    with Register.open(str(record_file(place.folder))) as register:
        own = SchoolRegister(register=register, school="authority")
        known = library_on_record(signed[-1], own)
        first, last = (each.event for each in own.records_of([EventKind.PROFILE_SIGNED], 3)[::2])
    assert known is not None
    assert set(known.logos or ()) == {sha256(each).hexdigest() for each in (PNG, grey.getvalue())}
    alone = SchoolLibrary.of(signed[-1])
    assert alone is not None
    assert alone.logos is None, "a file alone does not know of the logos before it, so it blames none"
    assert isinstance(last, ProfileSigned)
    assert isinstance(first, ProfileSigned)
    named = {first.profile: first.logos, last.profile: last.logos}
    assert named == {1: signed[0].logos, 3: signed[1].logos}, "one names the logo before it, too"
