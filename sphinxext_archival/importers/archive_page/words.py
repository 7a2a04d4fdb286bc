"""Words of English and of other languages in Latin letters, whose spelling is learnt from."""

__all__ = ["ENGLISH", "SHORT_ENGLISH", "TRANSLITERATED"]

ENGLISH = frozenset(
    """
    the of and to in that is was for it with as his on be at by had not are but from or have
    an they which one you were her all she there would their we him been has when who will
    more no if out so said what up its about into than them can only other new some could
    time these two may then do first any my now such like our over man me even most made
    after also did many before must through back years where much your way well down should
    because each just those people how too little state good very make world still own see
    men work long get here between both life being under never day same another know while
    last might us great old year off come since against go came right used take three states
    himself few house use during without again place american around however home small
    found mrs thought went say part once general high upon school every don does got united
    left number course war until always away something fact though water less public put
    thing almost hand enough far took head yet government system better set told nothing
    night end why called didn eyes find going look asked later knew point next program city
    business group toward young days let room word present party economy question measure
    meeting country foreign minister delegation people's power army military political
    economic social national international defence security relation agreement problem
    possible necessary important position opinion support decision policy leadership
    committee congress conference exchange develop development neighbours neighboring region
    republic union president chairman secretary member league hesitate accept resolve
    opposed continue discussing concerning regarding respective various ourselves themselves
    according institution organization situation information education production
    construction mention condition tradition
    """.split()  # noqa: SIM905
)
TRANSLITERATED = frozenset(
    """
    perestroika glasnost razvitiye uskoreniye pravitelstvo sotrudnichestvo otnosheniya
    vzaimootnosheniya zasedaniye vystupleniye predlozheniye resheniye sovet soyuz ministr
    narodnyy obshchestvo obshchestvennyy khozyaystvo promyshlennost proizvodstvo sobraniye
    upravleniye rukovodstvo gosudarstvo gosudarstvennyy mezhdunarodnyy vnutrenniy vneshniy
    politicheskiy ekonomicheskiy sotsialisticheskiy kommunisticheskiy partiynyy tovarishch
    spravka zapiska dokladnaya postanovleniye rasporyazheniye ukazaniye poruchit obsudit
    obespechit naznachen utverdit soglashat'sya vmeshatel'stvo stremleniye dvizheniye
    vosstaniye polozheniye obstanovka okruzheniye doveriye nedoveriye zakonnyy prestupleniye
    nakazaniye oblast rayon krai okrug gorod derevnya selo zavod kolkhoz sovkhoz khutor
    nomenklatura apparatchik chinovnik rukovoditel predsedatel zamestitel sekretar
    pomoshchnik posol poslannik upolnomochennyy predstavitel peregovory soglasheniye dogovor
    zayavleniye soobshcheniye vstrecha beseda razgovor vopros otvet delo chelovek lyudi mir
    voyna druzhba brat'ya zhizn smert bor'ba pobeda porazheniye otkaz otkazat'sya podderzhka
    pomoshch oruzhiye voyska vooruzhennyye osvobozhdeniye natsional'nyy primireniye
    protivnik vrag druz'ya soyuznik sosed granitsa zastava tsentralnyy komitet byuro otdel
    sektor plenum syezd konferentsiya fraktsiya oppozitsiya revolyutsiya kontrrevolyutsiya
    demokratiya svoboda zaklyucheniye prilozheniye podlinnik kopiya perevod perevodchik
    basmachestvo dushman spetssluzhba razvedka bezopasnost szovetseg magyar kormany
    miniszter orszag elvtars partja jednota strana vlada soudruh rzad sejm towarzysz wladza
    zebranie gongzuo zhengfu renmin geming zhongguo tongzhi waijiao huiyi dongzhi juche
    inmin dangjung chuyo
    """.split()  # noqa: SIM905
)
SHORT_ENGLISH = frozenset(
    """
    a i an as at by he if in is it me my no of on or so to up us we do go be am
    """.split()  # noqa: SIM905
)
