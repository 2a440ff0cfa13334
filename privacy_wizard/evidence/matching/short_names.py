"""Short names, and the first names that they stand for: what schools write and what people call themselves. Pure."""

from collections.abc import Mapping
from functools import cache

from .spelling import one_spelling

_MOST = 3  # full names that one short name is taken for
# A full name, and what its bearers are called. Of a short name with several full ones, the first three here count.
_CALLED = """
alexander: alex al sandy xander lex alec alistair sasha
alexandra: alex sandra lexi lexie sasha ally ola olenka
abigail: abby abbie abi gail
adam: ad adi
agnieszka: aga
albert: al bert bertie
alfred: alf alfie fred
alice: ali
alison: ali allie
amanda: mandy
amelia: millie amy
anastasia: nastya stacey stasia
andrea: andi andie
andrew: andy drew
angela: angie ange
anna: ann anne annie anya anka ania annette
anthony: tony ant
antonio: toni tonio
antonia: toni tonia
archibald: archie
arthur: art artie
barbara: barb babs basia
beatrice: bea trixie
benedict: ben
benjamin: ben benny benji
bernard: bernie
bethany: beth
bradley: brad
brian: bri
caroline: caz carrie caro
cassandra: cass cassie sandra
catherine: cath cathy kate katie kathy katy kat kit kitty kathryn katya katherine
charles: charlie chas chuck chaz
charlotte: charlie lottie lotte char
christopher: chris kit topher
christina: tina chrissie chris christine christie
christian: chris
clifford: cliff
cynthia: cindy
daniel: dan danny
danielle: dani danni elle
david: dave davy dai
deborah: deb debbie debs debra
denise: dee
derek: del
diana: di
dominic: dom nic
dmitri: dima mitya
donald: don donnie
dorothy: dot dottie
douglas: doug dougie
edmund: ed eddie
edward: ed eddie ted teddy ned
eleanor: ellie nell nellie elle
elizabeth: liz lizzie beth betty betsy lisa eliza libby ela elspeth
ella: ellie
emanuel: manny manu
emily: em emmy millie
emma: em emmy
eugene: gene
ewa: ewunia
evelyn: evie
florence: flo florrie flossie
frances: fran frankie fanny
francis: fran frank frankie
francesca: fran chessie frankie
francisco: paco pancho curro
franklin: frank
frederick: fred freddie freddy fritz
gabriel: gabe
gabriella: gabby gabi
geoffrey: geoff jeff
georgina: georgie gina george
gerald: gerry jerry
gerard: gerry ged
gillian: gill jill
gladys: glad
gregory: greg
guillermo: memo
gwendoline: gwen
harold: harry hal
harriet: hattie
helen: nell lena
henry: harry hal hank
herbert: herb bert
hubert: hugh bert
ignacio: nacho
imogen: immy imo
irene: rena
isaac: ike zac
isabella: bella izzy isa isabel isobel isabelle
ivan: vanya
jacob: jake kuba
jacqueline: jackie jacqui
james: jim jimmy jamie jem
jan: janek jas
janet: jan
janice: jan
jean: jeanie
jennifer: jen jenny jenna
jeremy: jez jerry jem
jessica: jess jessie
joanna: jo joanne asia joasia
johannes: hans hannes
john: johnny jack jonny
jonathan: jon jonny jono nathan
joseph: joe joey jo sepp jose pepe
josephine: jo josie
joshua: josh
judith: judy jude
julia: jules julie
julian: jules
katarzyna: kasia kaska
kenneth: ken kenny
kimberley: kim
krzysztof: krzysiek krzys
laura: laurie lolly
lawrence: larry laurie
leonard: len lenny leo
leslie: les
lillian: lily lil
louis: lou louie
louise: lou lulu
lucinda: lucy cindy
lucy: lu lulu
lukasz: luka
madeleine: maddie maddy
magdalena: magda lena
malcolm: mal
malgorzata: gosia malgosia
margaret: maggie meg peggy marge margie greta daisy rita mags
maria: masha manya mariya marisia
marjorie: marge
martin: marty
mary: molly polly may
matilda: tilly mattie
matthew: matt mat matty
maureen: mo
maurice: mo
maximilian: max
maxwell: max
megan: meg megs
melanie: mel
melissa: mel missy lissa
michael: mike mick mickey micky mikey misha
michelle: shell chelle
miriam: mim
mohammed: mohd md mo
moira: mo
moses: mo
nancy: nan
natalia: nat natasha talia
natalie: nat
nathan: nate nat
nathaniel: nate nat
nicholas: nick nicky nico
nicola: nicky nikki nic
nicole: nicky nikki
norman: norm
olivia: liv livvy ollie
oliver: ollie olly
pamela: pam
patricia: pat patsy trish tricia patti
patrick: pat paddy
paula: polly
penelope: penny
peter: pete
philip: phil pip
philippa: pippa pip
piotr: piotrek
rachel: rach rae
raymond: ray
rebecca: becca becky bex
reginald: reg reggie
richard: rich rick dick richie ricky dickie
robert: rob bob bobby robbie bert robin
roberta: bobbie
roderick: rod
rodney: rod
roger: rodge
ronald: ron ronnie
rosalind: ros roz
rosemary: rose rosie
roxanne: roxy
rupert: ru
samantha: sam sammie
samuel: sam sammy
sandra: sandy
sarah: sally sal sadie
sebastian: seb bastian
serena: rena
sidney: sid
simon: si
sophia: sophie soph zosia sofiya
stanley: stan
stephanie: steph stevie
stephen: steve stevie steph steven
stuart: stu stewart
susan: sue susie suzie suzanne
svetlana: sveta lana
sylvia: sylvie
tabitha: tabby
tamara: tammy toma
terence: terry
teresa: terri tess tessa theresa
theodore: theo ted teddy
thomas: tom tommy
timothy: tim timmy
tobias: toby
tomasz: tomek
tyrone: ty
ursula: uschi
valerie: val
vanessa: nessa
veronica: ronnie vera
victor: vic
victoria: vicky vicki tori vic
vincent: vince vinny
vladimir: vova volodya vlad
walter: wally walt
wilfred: wilf fred
william: will bill billy liam willy
winifred: winnie
yekaterina: katya kateryna
zachary: zach zac zak
zoe: zo
"""
# Names of other scripts, as they are written in Latin letters where the rules of spelling do not make them one.
_WRITTEN = """
alexander: aleksandr oleksandr
abdullah: abdallah abdulla
ahmed: ahmad ahmet achmed
aisha: ayesha aysha aicha ayse
ali: aly
bilal: belal
emine: amina aminah
fatima: fatma fatimah
hasan: hassan hasaan
hussain: hussein husein hossain hossein huseyin
ibrahim: ebrahim
khadija: khadijah hatice
khalid: khaled halid
mahmud: mahmood mahmoud mehmood
maryam: mariam meryem miriam
mohammed: muhammad mohamed mohammad muhammed mohamad mohammod mohamud mehmet
mustafa: mostafa mustapha
omar: umar omer
rashid: rasheed rached
saeed: said sayed syed sayyid
tariq: tarek tarik
usman: osman uthman othman
yasmin: yasmeen jasmin jasmine yasemin
yusuf: yousef youssef yousuf yusef
zainab: zaynab zeinab zeynep
dmitri: dmytro dmitriy dmitry
olena: elena yelena
serhii: sergei sergey sergiy serhiy
volodymyr: vladimir
mykhailo: mikhail mykhaylo michail
yevhen: evgeny yevgeny eugene
"""


def full_names(word: str) -> tuple[str, ...]:
    """What a word in plain letters may stand for as a first name, at most three, in one spelling; else the word itself.

    "bob" gives robert, "alex" alexander and alexandra, "smith" smith.
    """
    spelled = one_spelling(word)
    return _full(_WRITTEN + _CALLED).get(spelled, (spelled,))


def has_short_name(word: str) -> bool:
    """Whether a word in plain letters is a short name, or a name that has one."""
    return one_spelling(word) in _full(_CALLED)


@cache
def _full(table: str) -> Mapping[str, tuple[str, ...]]:
    lines = [line.split(": ") for line in table.splitlines() if line]
    found: dict[str, tuple[str, ...]] = {one_spelling(name): (one_spelling(name),) for name, _others in lines}
    for name, others in lines:
        full = one_spelling(name)
        for each in map(one_spelling, others.split()):
            known = found.get(each, ())
            if full not in known and len(known) < _MOST:
                found[each] = (*known, full)
    return found
